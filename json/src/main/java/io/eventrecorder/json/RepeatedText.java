package io.eventrecorder.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A member whose text is often the same as in the event before, for example the reason or the
 * reporter. When a text is written twice in a row, its JSON is kept. Copying it takes a fraction of
 * the time. Not thread-safe.
 */
final class RepeatedText {
  /** Longer texts are not kept. */
  private static final int LONGEST = 64;

  final MemberName name;
  private @Nullable String text;
  private byte @Nullable [] json;

  RepeatedText(MemberName name) {
    this.name = name;
  }

  /** {@return the kept JSON of a text; null if there is none: then call {@link #written}} */
  byte @Nullable [] json(String value) {
    return value.equals(text) ? json : null;
  }

  /** Takes note of the JSON that was written for a text. */
  void written(String value, byte[] bytes, int from, int to) {
    boolean isShort = value.length() <= LONGEST;
    json = isShort && value.equals(text) ? Arrays.copyOfRange(bytes, from, to) : null;
    text = isShort ? value : null;
  }
}
