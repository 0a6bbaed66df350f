package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that the topic refuses for good to the dead-letter topic: unchanged, with the
 * reason in headers. Such a write still counts as rejected, because the topic does not have its
 * record. A counter shows how many of the rejected records are in the dead-letter topic.
 */
final class DeadLetters {
  private static final EventClock CLOCK = EventClock.system();

  /**
   * While the dead-letter topic is missing, each send blocks until its time-out. The pause after it
   * is longer by this factor, so that such sends take at most a tenth of the sender's time.
   */
  private static final int PAUSE_FACTOR = 10;

  private static final long MIN_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final String topic;
  private final ProducerSource producers;
  private final LongAdder written;
  private final LongAdder lost;
  private final ProducerErrors errors;

  // Only the sender's thread uses the next two fields.

  /** Why the last send timed out; null if it did not. */
  private @Nullable Exception lastTimeout;

  /** After a time-out, no dead letter is sent before this moment. */
  private long pauseEndNanos;

  /**
   * The dead letters of one sink.
   *
   * @param topic the dead-letter topic; empty for none
   * @param producers gives the producer that sends them
   * @param written counts the dead letters that are in the topic
   * @param lost counts the dead letters that are not
   * @param errors translates the producer's exceptions for this topic
   */
  DeadLetters(
      String topic,
      ProducerSource producers,
      LongAdder written,
      LongAdder lost,
      ProducerErrors errors) {
    this.topic = topic;
    this.producers = producers;
    this.written = written;
    this.lost = lost;
    this.errors = errors;
  }

  /** {@return whether there is a dead-letter topic} */
  boolean areEnabled() {
    return !topic.isEmpty();
  }

  /**
   * Writes a refused record to the dead-letter topic, and completes its write afterwards. Called by
   * the sender's thread or by the producer's.
   *
   * @return false, and the write is not completed, if there is no dead-letter topic
   */
  boolean accept(
      RecordSender sender,
      PendingWrite write,
      ProducerRecord<byte[], byte[]> record,
      SinkException rejection,
      Exception reason) {
    if (!areEnabled()) {
      return false;
    }
    Letter letter = new Letter(write, letter(record, reason), rejection);
    if (!sender.add(letter)) {
      letter.giveUp(SinkException.retryable("the sink is closed", null));
    }
    return true;
  }

  private ProducerRecord<byte[], byte[]> letter(
      ProducerRecord<byte[], byte[]> record, Exception reason) {
    // The dead-letter topic would refuse the same time. The header ce_time still has it.
    Long time = reason instanceof InvalidTimestampException ? null : record.timestamp();
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topic, null, time, record.key(), record.value(), record.headers());
    Headers headers = letter.headers();
    headers.add(DeadLetterHeaders.TOPIC, record.topic().getBytes(UTF_8));
    headers.add(
        DeadLetterHeaders.EXCEPTION_CLASS_NAME, reason.getClass().getName().getBytes(UTF_8));
    String message = errors.redact(String.valueOf(reason.getMessage()));
    headers.add(DeadLetterHeaders.EXCEPTION_MESSAGE, message.getBytes(UTF_8));
    return letter;
  }

  private String text(Exception thrown, boolean duringSend) {
    ProducerErrors.Failure failure =
        duringSend ? errors.ofSend(thrown, producers.isConnected()) : errors.ofDelivery(thrown);
    return String.valueOf(failure.exception().getMessage());
  }

  /** If a send has timed out, for lack of the topic or a broker, the next one would do the same. */
  private void pauseAfterTimeout(@Nullable Exception failure, long start) {
    boolean timedOut =
        failure instanceof TimeoutException && !(failure instanceof BufferExhaustedException);
    lastTimeout = timedOut ? failure : null;
    long now = CLOCK.nanoTime();
    pauseEndNanos = now + Math.max(MIN_PAUSE_NANOS, PAUSE_FACTOR * (now - start));
  }

  private final class Letter implements RecordSender.Task {
    private final PendingWrite write;
    private final ProducerRecord<byte[], byte[]> letter;
    private final SinkException rejection;

    Letter(PendingWrite write, ProducerRecord<byte[], byte[]> letter, SinkException rejection) {
      this.write = write;
      this.letter = letter;
      this.rejection = rejection;
    }

    @Override
    public void send() {
      long start = CLOCK.nanoTime();
      if (lastTimeout != null && start - pauseEndNanos < 0) {
        complete(null, lastTimeout, true);
        return;
      }
      Thread sender = Thread.currentThread();
      try {
        var unused = // the callback gets the result
            producers
                .current()
                .send(
                    letter,
                    (metadata, failure) -> {
                      boolean duringSend = Thread.currentThread() == sender;
                      if (duringSend) {
                        pauseAfterTimeout(failure, start);
                      }
                      complete(metadata, failure, duringSend);
                    });
      } catch (RuntimeException e) {
        complete(null, e, true);
      }
    }

    /** The write is then tried again as a whole: the dead letter itself was not refused. */
    @Override
    public void giveUp(SinkException reason) {
      write.giveUp(reason);
    }

    private void complete(
        @Nullable RecordMetadata metadata, @Nullable Exception failure, boolean duringSend) {
      String result;
      if (failure == null) {
        written.increment();
        result = "; it is in the dead-letter topic " + metadata;
      } else {
        lost.increment();
        result =
            "; the dead-letter topic "
                + topic
                + " does not accept it either: "
                + text(failure, duringSend);
      }
      write.completeExceptionally(
          SinkException.rejected(rejection.getMessage() + result, rejection.getCause()));
    }
  }
}
