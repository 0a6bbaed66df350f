package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Writes that a test waits for. */
final class SinkWrites {
  private SinkWrites() {}

  static Event created(EventSink sink, Event event) {
    return done(sink.create(event));
  }

  static Event patched(EventSink sink, Event newest) {
    return done(sink.patch(newest, EventPatch.ofCount(newest)));
  }

  static Event done(CompletionStage<Event> answer) {
    return Objects.requireNonNull(answer.toCompletableFuture().join());
  }

  static SinkException refused(EventSink sink, Event event) {
    return failure(sink.create(event));
  }

  static SinkException failure(CompletionStage<?> answer) {
    CompletableFuture<?> future = answer.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS);
    Throwable thrown = catchThrowable(future::join);
    assertThat(thrown)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SinkException.class);
    return (SinkException) Objects.requireNonNull(thrown.getCause());
  }
}
