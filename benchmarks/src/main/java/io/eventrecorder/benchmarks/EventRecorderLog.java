package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.sink.log.LogEventSink;
import io.eventrecorder.sink.log.LogEventSink.Profile;
import io.eventrecorder.spi.EventSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The sink {@code log} with {@code format=json}. It writes on its own thread, in order. */
final class EventRecorderLog implements LogImplementation {
  private final EventSink sink =
      LogEventSink.builder().profile(Profile.KUBERNETES).json(Path.of(FILE));

  @Override
  public void write(List<Event> events) {
    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    for (Event event : events) {
      last = sink.create(event).toCompletableFuture();
    }
    last.join();
  }

  @Override
  public void close() {
    sink.close(Duration.ofSeconds(10));
  }
}
