package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MissingThreadsTest {
  private final ManualClock clock = new ManualClock();
  private final MissingThreads missing = new MissingThreads(clock, 2);

  @Test
  void a_thread_may_be_missing_for_thirty_seconds() {
    assertThat(missing.tooLong(2)).isFalse();
    assertThat(missing.tooLong(1)).isFalse();
    clock.advance(Duration.ofSeconds(29));
    assertThat(missing.tooLong(1)).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(missing.tooLong(1)).isTrue();
    assertThat(missing.tooLong(2)).isFalse();
    assertThat(missing.tooLong(1)).isFalse();
  }
}
