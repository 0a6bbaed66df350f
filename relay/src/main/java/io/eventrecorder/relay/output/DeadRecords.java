package io.eventrecorder.relay.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.relay.input.DeadReason;
import io.eventrecorder.relay.input.Incoming;
import io.eventrecorder.sink.kafka.DeadLetterHeaders;
import io.eventrecorder.text.PrintableText;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: the record as it was read, with headers that say why it is there and where it
 * was. Immutable.
 */
public final class DeadRecords {
  /** Longer texts of headers are cut. */
  private static final int LONGEST_DETAIL = 1000;

  private final int maxBytes;

  /**
   * Makes a maker of dead letters.
   *
   * @param maxBytes the most bytes of the original record that a dead letter has, so that the topic
   *     of dead letters can take it. Of a larger record, the end of the value is left out; if its
   *     key and headers alone are larger, they are left out, too
   */
  public DeadRecords(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * {@return the dead letter of a record that was not admitted}
   *
   * @param taken the record
   * @param dead why
   * @param millis the time of the dead letter, in milliseconds since 1970
   */
  public Record<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> taken, Incoming.Dead dead, long millis) {
    return letter(taken, dead.reason(), dead.detail(), millis);
  }

  /**
   * {@return the dead letter of a record that could not be correlated}
   *
   * @param taken the record
   * @param thrown what the correlator, or the maker of states, threw
   * @param millis the time of the dead letter, in milliseconds since 1970
   */
  public Record<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> taken, RuntimeException thrown, long millis) {
    Record<byte[], byte[]> letter =
        letter(taken, DeadReason.CORRELATOR_FAILED, String.valueOf(thrown.getMessage()), millis);
    add(letter.headers(), DeadLetterHeaders.EXCEPTION_CLASS_NAME, thrown.getClass().getName());
    return letter;
  }

  private Record<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> taken, DeadReason reason, String detail, long millis) {
    byte[] key = taken.key();
    byte[] value = taken.value();
    long head = length(key) + length(taken.headers());
    boolean keepHead = head <= maxBytes;
    int room = keepHead ? (int) (maxBytes - head) : maxBytes;
    boolean keepValue = length(value) <= room;
    Record<byte[], byte[]> letter =
        new Record<>(
            keepHead ? key : null,
            keepValue ? value : Arrays.copyOf(Objects.requireNonNull(value), room),
            millis);
    Headers headers = letter.headers();
    if (keepHead) {
      taken.headers().forEach(headers::add);
    }
    add(headers, DeadLetterHeaders.TOPIC, taken.topic());
    add(headers, DeadLetterHeaders.PARTITION, Integer.toString(taken.partition()));
    add(headers, DeadLetterHeaders.OFFSET, Long.toString(taken.offset()));
    add(headers, DeadLetterHeaders.REASON, reason.name());
    add(headers, DeadLetterHeaders.EXCEPTION_MESSAGE, line(detail));
    if (!keepHead || !keepValue) {
      add(headers, DeadLetterHeaders.VALUE_SIZE, Long.toString(length(value)));
    }
    return letter;
  }

  private static String line(String detail) {
    return PrintableText.line(
        detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…");
  }

  private static long length(Headers headers) {
    long length = 0;
    for (Header header : headers) {
      length += header.key().getBytes(UTF_8).length + length(header.value());
    }
    return length;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
