package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A sink that answers at once and keeps nothing. */
final class Forget implements EventSink {
  private static final CompletionStage<@Nullable Event> AS_SENT =
      CompletableFuture.completedFuture(null);

  @Override
  public CompletionStage<@Nullable Event> create(Event event) {
    return AS_SENT;
  }

  @Override
  public CompletionStage<@Nullable Event> update(Event event) {
    return AS_SENT;
  }
}
