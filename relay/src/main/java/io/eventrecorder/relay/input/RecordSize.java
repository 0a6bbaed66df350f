package io.eventrecorder.relay.input;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The size of a record as producers and brokers of Kafka count it, or a little more: a producer
 * compares the upper bound of a batch with only this record with {@code max.request.size}. So a
 * header has a size although its name and its value are empty.
 */
public final class RecordSize {
  /** A batch has 61 bytes, a record in it up to 21, and each of three lengths up to 5. */
  private static final int RECORD = 61 + 21 + 3 * 5;

  /** The lengths of name and value. */
  private static final int HEADER = 2 * 5;

  private RecordSize() {}

  /**
   * {@return the most bytes that a record needs in a topic}
   *
   * @param key its key
   * @param value its value
   * @param headers its headers
   */
  public static long of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return RECORD + length(key) + length(value) + of(headers);
  }

  /**
   * {@return the most bytes that headers need}
   *
   * @param headers the headers
   */
  public static long of(Headers headers) {
    long size = 0;
    for (Header header : headers) {
      size += HEADER + utf8Length(header.key()) + length(header.value());
    }
    return size;
  }

  /**
   * {@return the length of an array; 0 if it is null}
   *
   * @param bytes the array
   */
  public static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** {@return how many bytes a text has as UTF-8} Both halves of a pair of chars have two. */
  private static long utf8Length(String text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }
}
