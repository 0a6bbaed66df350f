package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.UserCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sink that passes each event to a handler, on the thread of the pipeline, one event at a time.
 * If the handler throws, the event is rejected and not retried.
 */
final class HandlerSink implements EventSink {
  private final Consumer<? super Event> handler;

  HandlerSink(Consumer<? super Event> handler) {
    this.handler = handler;
  }

  @Override
  public CompletionStage<@Nullable Event> create(Event event) {
    try {
      handler.accept(event);
      return CompletableFuture.completedFuture(null);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(
          SinkException.rejected("the handler threw " + UserCode.text(e), e));
    }
  }

  @Override
  public CompletionStage<@Nullable Event> update(Event event) {
    return create(event);
  }

  @Override
  public SinkDefaults defaults() {
    return SinkDefaults.standard().withCorrelator("none").withMaxInFlight(1);
  }
}
