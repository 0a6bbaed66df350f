package io.eventrecorder.broadcaster;

import java.util.List;
import java.util.function.Predicate;

/**
 * A pattern in which {@code *} stands for any number of characters and {@code ?} for one code
 * point. There is no escape. The names that are matched may be chosen by untrusted users. Therefore
 * a match allocates no memory and takes at most (code points of the text) × (code points of the
 * pattern) steps. Immutable.
 */
public final class Glob implements Predicate<String> {
  private final int[] pattern;

  private Glob(int[] pattern) {
    this.pattern = pattern;
  }

  /**
   * {@return what matches a pattern}
   *
   * @param text the pattern, for example {@code shop-*}
   */
  public static Predicate<String> of(String text) {
    return text.indexOf('*') < 0 && text.indexOf('?') < 0
        ? text::equals
        : new Glob(text.codePoints().toArray());
  }

  /**
   * {@return what matches at least one of several patterns}
   *
   * @param texts the patterns; none matches no text
   */
  public static Predicate<String> anyOf(List<String> texts) {
    return texts.stream().map(Glob::of).reduce(text -> false, Predicate::or);
  }

  /**
   * Matches greedily. A {@code *} first stands for nothing; on a mismatch, the last {@code *} takes
   * one more code point and the rest is matched again. Earlier {@code *} need no second try: if the
   * rest matches after they take more, it also matches after the last one takes more.
   */
  @Override
  public boolean test(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int retry = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (in < pattern.length && pattern[in] == '*') {
        star = in++;
        retry = at;
      } else if (in < pattern.length && (pattern[in] == '?' || pattern[in] == c)) {
        in++;
        at += Character.charCount(c);
      } else if (star >= 0) {
        retry += Character.charCount(text.codePointAt(retry));
        at = retry;
        in = star + 1;
      } else {
        return false;
      }
    }
    while (in < pattern.length && pattern[in] == '*') {
      in++;
    }
    return in == pattern.length;
  }
}
