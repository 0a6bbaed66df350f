package io.eventrecorder.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** A sink that a test closes at its end, with access to the results of writes. */
final class TestSink implements AutoCloseable {
  private static final long SECONDS = 20;

  final EventSink sink;

  TestSink(EventSink sink) {
    this.sink = sink;
  }

  /** Waits for a write, and fails if it fails. */
  void await(CompletionStage<?> write) {
    Object unused = write.toCompletableFuture().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** {@return the exception of a write that fails} */
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
