package io.eventrecorder.relay.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.relay.input.DeadReason;
import io.eventrecorder.relay.input.Incoming;
import io.eventrecorder.relay.input.RecordSize;
import io.eventrecorder.sink.kafka.DeadLetterHeaders;
import io.eventrecorder.text.PrintableText;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes dead letters: the record as it was read, with headers that say why it is there and where it
 * was. No dead letter is larger than it may be, whatever the record has: of a record that is too
 * large, parts are left out. Immutable.
 */
public final class DeadRecords {
  /** A dead letter may always have so many bytes: its own headers need fewer. */
  public static final int LEAST_BYTES = 10_000;

  /** A record with more headers loses them all. */
  static final int MOST_HEADERS = 100;

  /** Longer texts of headers are cut; they need at most three times as many bytes. */
  private static final int LONGEST_TEXT = 1000;

  private final int maxBytes;

  /**
   * Makes a maker of dead letters.
   *
   * @param maxBytes the most bytes of a dead letter ({@link RecordSize}), so that the topic of dead
   *     letters can take it
   * @throws IllegalArgumentException if that is less than {@link #LEAST_BYTES}
   */
  public DeadRecords(int maxBytes) {
    if (maxBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "maxBytes: " + maxBytes + " is less than " + LEAST_BYTES + ", which a dead letter needs");
    }
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
    return letter(taken, reasons(taken, dead.reason(), dead.detail()), millis);
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
    Headers reasons =
        reasons(taken, DeadReason.CORRELATOR_FAILED, String.valueOf(thrown.getMessage()));
    add(reasons, DeadLetterHeaders.EXCEPTION_CLASS_NAME, line(thrown.getClass().getName()));
    return letter(taken, reasons, millis);
  }

  private static Headers reasons(
      ConsumerRecord<byte[], byte[]> taken, DeadReason reason, String detail) {
    Headers headers = noHeaders();
    add(headers, DeadLetterHeaders.TOPIC, taken.topic());
    add(headers, DeadLetterHeaders.PARTITION, Integer.toString(taken.partition()));
    add(headers, DeadLetterHeaders.OFFSET, Long.toString(taken.offset()));
    add(headers, DeadLetterHeaders.REASON, reason.name());
    add(headers, DeadLetterHeaders.EXCEPTION_MESSAGE, line(detail));
    return headers;
  }

  /** Keeps the key, then the headers, then the value, as far as there is room. */
  private Record<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> taken, Headers reasons, long millis) {
    Headers size = noHeaders();
    add(size, DeadLetterHeaders.VALUE_SIZE, Integer.toString(RecordSize.length(taken.value())));
    long room = maxBytes - RecordSize.of(null, null, reasons) - RecordSize.of(size);
    boolean keepKey = RecordSize.length(taken.key()) <= room;
    room -= keepKey ? RecordSize.length(taken.key()) : 0;
    long ofHeaders = RecordSize.of(taken.headers());
    boolean keepHeaders = ofHeaders <= room && count(taken.headers()) <= MOST_HEADERS;
    room -= keepHeaders ? ofHeaders : 0;
    boolean keepValue = RecordSize.length(taken.value()) <= room;

    Record<byte[], byte[]> letter =
        new Record<>(
            keepKey ? taken.key() : null,
            keepValue ? taken.value() : Arrays.copyOf(taken.value(), (int) room),
            millis);
    if (keepHeaders) {
      addAll(taken.headers(), letter.headers());
    }
    addAll(reasons, letter.headers());
    if (!keepKey || !keepHeaders || !keepValue) {
      addAll(size, letter.headers());
    }
    return letter;
  }

  private static Headers noHeaders() {
    return new Record<byte[], byte[]>(null, null, 0).headers();
  }

  private static int count(Headers headers) {
    int count = 0;
    for (Header ignored : headers) {
      count++;
    }
    return count;
  }

  private static void addAll(Headers from, Headers to) {
    from.forEach(to::add);
  }

  private static String line(String text) {
    return cut(PrintableText.line(cut(text)));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
