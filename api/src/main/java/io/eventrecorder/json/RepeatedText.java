package io.eventrecorder.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A member whose text is mostly the same as the last time: a reason, the name of a reporter. What
 * was written then is copied, which takes a fraction of the time. Not thread-safe.
 */
final class RepeatedText {
  /** Longer texts do not repeat, or it does not matter. */
  private static final int LONGEST = 64;

  final MemberName name;
  private @Nullable String text;
  private byte[] json = {};

  RepeatedText(MemberName name) {
    this.name = name;
  }

  /** What was written for the text the last time; null if the last one was another. */
  byte @Nullable [] json(String value) {
    return value.equals(text) ? json : null;
  }

  void written(String value, byte[] bytes, int from, int to) {
    if (value.length() <= LONGEST) {
      text = value;
      json = Arrays.copyOfRange(bytes, from, to);
    }
  }
}
