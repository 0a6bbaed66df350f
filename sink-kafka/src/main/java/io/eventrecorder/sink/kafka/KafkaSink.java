package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hands writes to the sender. A patch is a record of the whole newest state, like an update. */
final class KafkaSink implements EventSink {
  /** With 1 to 2 kB each, well below the 32 MB that a producer buffers, so send finds room. */
  private static final int MAX_IN_FLIGHT = 10_000;

  private static final int QUEUE_CAPACITY = 10_000;

  private final RecordSender sender;
  private final SinkDefaults defaults;

  KafkaSink(RecordSender sender, Duration attemptTimeout) {
    this.sender = sender;
    this.defaults =
        SinkDefaults.standard()
            .withCorrelator("none")
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
    PendingWrite write = new PendingWrite(event, update, sender);
    if (!sender.add(write)) {
      write.giveUp(SinkException.retryable("the sink is closed", null));
    }
    return write;
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
    sender.close(timeout);
  }
}
