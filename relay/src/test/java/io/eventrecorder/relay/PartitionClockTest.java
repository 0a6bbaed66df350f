package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
  private final PartitionClock clock = new PartitionClock();

  @Test
  void it_counts_the_nanoseconds_since_1970() {
    clock.advanceToMillis(1_234);
    assertThat(clock.nanoTime()).isEqualTo(1_234_000_000L);
    assertThat(clock.millis()).isEqualTo(1_234);
    assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(1_234));
  }

  @Test
  void it_never_goes_back() {
    clock.advanceToMillis(1_000);
    clock.advanceToMillis(999);
    clock.advanceTo(5);
    assertThat(clock.millis()).isEqualTo(1_000);
  }

  @Test
  void a_time_that_cannot_be_counted_in_nanoseconds_is_the_latest_that_can() {
    clock.advanceToMillis(Long.MAX_VALUE);
    assertThat(clock.instant()).isBetween("2262-04-11T00:00:00Z", "2262-04-12T00:00:00Z");
    clock.advanceToMillis(Long.MIN_VALUE);
    assertThat(clock.nanoTime()).isPositive();
  }
}
