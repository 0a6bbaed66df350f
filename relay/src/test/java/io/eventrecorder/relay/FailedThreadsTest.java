package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class FailedThreadsTest {
  @Test
  void after_close_a_failure_does_not_wait_and_nothing_is_replaced() {
    FailedThreads failed = new FailedThreads();
    failed.close();
    Exception cause = new IllegalStateException("lost the connection");
    assertThat(failed.handle(new IllegalStateException("task 0_1 failed", cause)))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failed.count()).isEqualTo(1);
    assertThat(failed.last()).contains("task 0_1 failed").contains("lost the connection");
  }
}
