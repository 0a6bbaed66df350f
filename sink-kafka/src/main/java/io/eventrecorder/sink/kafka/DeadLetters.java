package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where records go that the topic will never take: as they are, and with the reason in headers. A
 * write that ends here is rejected all the same, since the topic does not have it; the counter says
 * how many of those that were rejected are to be found.
 */
final class DeadLetters {
  private static final String HEADER = "eventrecorder.errors.";
  private static final EventClock CLOCK = EventClock.system();

  /** While the topic is missing, each send waits in vain. It gets a tenth of the sender's time. */
  private static final int PAUSES = 10;

  private static final long MIN_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final String topic;
  private final ProducerSource producers;
  private final LongAdder written;
  private final LongAdder lost;
  private final ProducerErrors errors;
  private final UnaryOperator<String> redaction;

  /** Why none is sent until a moment. On the sender's thread only. */
  private @Nullable Exception missing;

  private long pauseEndNanos;

  /**
   * Dead letters of one sink.
   *
   * @param topic where they go; none if empty
   * @param producers what sends them
   * @param written counts those that arrived
   * @param lost counts those that did not
   * @param errors what failures mean there
   * @param redaction takes secrets out of what Kafka says
   */
  DeadLetters(
      String topic,
      ProducerSource producers,
      LongAdder written,
      LongAdder lost,
      ProducerErrors errors,
      UnaryOperator<String> redaction) {
    this.topic = topic;
    this.producers = producers;
    this.written = written;
    this.lost = lost;
    this.errors = errors;
    this.redaction = redaction;
  }

  /** {@return whether there are any} Who wants none need not keep what they are made of. */
  boolean areWanted() {
    return !topic.isEmpty();
  }

  /** {@return whether the write will be answered here} Called by the producer's thread, too. */
  boolean take(
      RecordSender sender,
      PendingWrite write,
      ProducerRecord<byte[], byte[]> record,
      SinkException answer,
      Exception reason) {
    if (!areWanted()) {
      return false;
    }
    Letter letter = new Letter(write, letter(record, reason), answer);
    if (!sender.add(letter)) {
      letter.giveUp(SinkException.retryable("the sink is closed", null));
    }
    return true;
  }

  private ProducerRecord<byte[], byte[]> letter(
      ProducerRecord<byte[], byte[]> record, Exception reason) {
    // A date that one topic does not take the other does not take, either; ce_time has it still.
    Long time = reason instanceof InvalidTimestampException ? null : record.timestamp();
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topic, null, time, record.key(), record.value(), record.headers());
    Headers headers = letter.headers();
    headers.add(HEADER + "topic", record.topic().getBytes(UTF_8));
    headers.add(HEADER + "exception.class.name", reason.getClass().getName().getBytes(UTF_8));
    String message = redaction.apply(String.valueOf(reason.getMessage()));
    headers.add(HEADER + "exception.message", message.getBytes(UTF_8));
    return letter;
  }

  private String why(Exception failure, boolean sending) {
    ProducerErrors.Failure meaning =
        sending ? errors.ofSend(failure, producers.isConnected()) : errors.ofAnswer(failure);
    return String.valueOf(meaning.answer().getMessage());
  }

  /** What was not even sent waited, for no topic or no broker; the next would wait as long. */
  private void pause(@Nullable Exception failure, long start) {
    boolean inVain =
        failure instanceof TimeoutException && !(failure instanceof BufferExhaustedException);
    missing = inVain ? failure : null;
    long now = CLOCK.nanoTime();
    pauseEndNanos = now + Math.max(MIN_PAUSE_NANOS, PAUSES * (now - start));
  }

  private final class Letter implements RecordSender.Task {
    private final PendingWrite write;
    private final ProducerRecord<byte[], byte[]> letter;
    private final SinkException answer;

    Letter(PendingWrite write, ProducerRecord<byte[], byte[]> letter, SinkException answer) {
      this.write = write;
      this.letter = letter;
      this.answer = answer;
    }

    @Override
    public void send() {
      long start = CLOCK.nanoTime();
      if (missing != null && start - pauseEndNanos < 0) {
        answered(null, missing, true);
        return;
      }
      Thread sender = Thread.currentThread();
      try {
        var unused = // it is told there
            producers
                .current()
                .send(
                    letter,
                    (place, failure) -> {
                      boolean sending = Thread.currentThread() == sender;
                      if (sending) {
                        pause(failure, start);
                      }
                      answered(place, failure, sending);
                    });
      } catch (RuntimeException e) {
        answered(null, e, true);
      }
    }

    /** The topic will never take the record; but it was not heard to say so of the letter. */
    @Override
    public void giveUp(SinkException why) {
      write.giveUp(why);
    }

    private void answered(
        @Nullable RecordMetadata place, @Nullable Exception failure, boolean sending) {
      String end;
      if (failure == null) {
        written.increment();
        end = "; it is in the dead-letter topic " + place;
      } else {
        lost.increment();
        end = "; nor does the dead-letter topic " + topic + ": " + why(failure, sending);
      }
      write.completeExceptionally(
          SinkException.rejected(answer.getMessage() + end, answer.getCause()));
    }
  }
}
