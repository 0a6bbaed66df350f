package io.eventrecorder.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** A sink that is closed at the end of a test, and what it answers. */
final class TestSink implements AutoCloseable {
  private static final long SECONDS = 20;

  final EventSink sink;

  TestSink(EventSink sink) {
    this.sink = sink;
  }

  /** Fails if the write did. */
  void await(CompletionStage<?> write) {
    Object unused = write.toCompletableFuture().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** {@return why it failed} */
  SinkException failure(CompletionStage<?> write) {
    Throwable thrown =
        Assertions.catchThrowable(
            () -> {
              Object unused =
                  write.toCompletableFuture().orTimeout(SECONDS, TimeUnit.SECONDS).join();
            });
    assertThat(thrown).isInstanceOf(CompletionException.class);
    assertThat(thrown.getCause()).isInstanceOf(SinkException.class);
    return (SinkException) thrown.getCause();
  }

  @Override
  public void close() {
    sink.close(Duration.ofSeconds(5));
  }
}
