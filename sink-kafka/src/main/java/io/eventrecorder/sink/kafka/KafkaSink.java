package io.eventrecorder.sink.kafka;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Passes writes to the sender. A patch becomes a record with the whole newest state, like an
 * update.
 */
final class KafkaSink implements EventSink {
  /**
   * A record has 1 to 2 kB, so these fit into the 32 MB of the producer's buffer, and {@code send}
   * need not wait for room.
   */
  private static final int MAX_IN_FLIGHT = 10_000;

  private static final int QUEUE_CAPACITY = 10_000;

  /** A longer time to close may overflow a number of nanoseconds. */
  private static final Duration MAX_CLOSE_TIMEOUT = Duration.ofDays(1);

  @GuardedBy("this")
  private final RecordFormat format;

  private final RecordSender sender;
  private final SinkDefaults defaults;

  KafkaSink(RecordFormat format, RecordSender sender, Duration attemptTimeout) {
    this.format = format;
    this.sender = sender;
    this.defaults =
        SinkDefaults.standard()
            .withCorrelator("none")
            .withEventUids(true) // so that the ids of records are unique among all processes
            .withMaxInFlight(MAX_IN_FLIGHT)
            .withQueueCapacity(QUEUE_CAPACITY)
            .withAttemptTimeout(attemptTimeout);
  }

  @Override
  public CompletionStage<@Nullable Event> create(Event event) {
    return write(event, false);
  }

  @Override
  public CompletionStage<@Nullable Event> update(Event event) {
    return write(event, true);
  }

  private CompletionStage<@Nullable Event> write(Event event, boolean update) {
    ProducerRecord<byte[], byte[]> record;
    try {
      record = record(event, update);
    } catch (RuntimeException e) { // for example, an event without a JSON form
      return CompletableFuture.failedFuture(e);
    }
    PendingWrite write = new PendingWrite(record, sender);
    if (!sender.add(write)) {
      write.giveUp(SinkException.retryable("the sink is closed", null));
    }
    return write;
  }

  /** Runs on the pipeline's thread, because the sender's thread is busy in the producer. */
  private synchronized ProducerRecord<byte[], byte[]> record(Event event, boolean update) {
    return format.record(event, update);
  }

  @Override
  public SinkDefaults defaults() {
    return defaults;
  }

  @Override
  public CompletionStage<@Nullable Void> flush() {
    return sender.flush();
  }

  @Override
  public void close(Duration timeout) {
    sender.close(timeout.compareTo(MAX_CLOSE_TIMEOUT) < 0 ? timeout : MAX_CLOSE_TIMEOUT);
  }
}
