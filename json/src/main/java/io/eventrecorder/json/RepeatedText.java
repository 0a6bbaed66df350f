package io.eventrecorder.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A member whose text is mostly the same as the last time: a reason, the name of a reporter. What
 * was written for the second of its kind is kept, and copied from then on, which takes a fraction
 * of the time. Not thread-safe.
 */
final class RepeatedText {
  /** Longer texts do not repeat, or it does not matter. */
  private static final int LONGEST = 64;

  final MemberName name;
  private @Nullable String text;
  private byte @Nullable [] json;

  RepeatedText(MemberName name) {
    this.name = name;
  }

  /** What is written for the text; null if nobody knows, and whoever writes it tells. */
  byte @Nullable [] json(String value) {
    return value.equals(text) ? json : null;
  }

  void written(String value, byte[] bytes, int from, int to) {
    boolean isShort = value.length() <= LONGEST;
    json = isShort && value.equals(text) ? Arrays.copyOfRange(bytes, from, to) : null;
    text = isShort ? value : null;
  }
}
