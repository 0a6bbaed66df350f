package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A sink that keeps the newest state of each event in memory, and answers at once. Other threads
 * may read it after a flush.
 */
final class NewestStates implements EventSink {
  private static final CompletionStage<@Nullable Event> AS_SENT =
      CompletableFuture.completedFuture(null);

  private final Map<String, Event> byName = new HashMap<>();

  @Override
  public CompletionStage<@Nullable Event> create(Event event) {
    byName.put(event.name(), event);
    return AS_SENT;
  }

  @Override
  public CompletionStage<@Nullable Event> update(Event event) {
    return create(event);
  }

  @Override
  public CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
    return create(newest);
  }

  /** {@return how many occurrences all stored events count together} */
  long occurrences() {
    return byName.values().stream().mapToLong(Event::occurrences).sum();
  }
}
