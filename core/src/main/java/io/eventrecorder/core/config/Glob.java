package io.eventrecorder.core.config;

import java.util.function.Predicate;

/**
 * A text in which {@code *} stands for any characters, also none, and {@code ?} for one code point.
 * Objects' names are chosen by strangers and matched on the recording thread, so a match takes at
 * most as many steps as the text has code points times those of the pattern, and no memory.
 */
final class Glob implements Predicate<String> {
  private final int[] pattern;

  private Glob(int[] pattern) {
    this.pattern = pattern;
  }

  static Predicate<String> of(String text) {
    return text.indexOf('*') < 0 && text.indexOf('?') < 0
        ? text::equals
        : new Glob(text.codePoints().toArray());
  }

  /**
   * What follows a {@code *} is taken where it fits first; if the rest does not fit then, it is
   * looked for one further on. Only the last {@code *} that was met is tried again: what fits
   * behind it at a later place fits all the better behind an earlier one at its first.
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
