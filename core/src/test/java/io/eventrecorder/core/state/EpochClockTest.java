package io.eventrecorder.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The clock of a correlator whose memory is kept. */
class EpochClockTest {
  private final ManualClock system = new ManualClock(Instant.ofEpochSecond(1000));

  private static long seconds(EpochClock clock) {
    return TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime());
  }

  @Test
  void it_counts_from_1970_and_advances_with_the_monotonic_clock() {
    EpochClock clock = new EpochClock(system, 0);
    assertThat(seconds(clock)).isEqualTo(1000);
    system.advance(Duration.ofSeconds(5));
    assertThat(seconds(clock)).isEqualTo(1005);
    assertThat(clock.instant()).isEqualTo(system.instant());
  }

  @Test
  void it_starts_at_the_last_reading_if_the_time_of_day_was_set_back() {
    EpochClock clock = new EpochClock(system, TimeUnit.SECONDS.toNanos(5000));
    assertThat(seconds(clock)).isEqualTo(5000);
    system.advance(Duration.ofSeconds(5));
    assertThat(seconds(clock)).isEqualTo(5005);
  }
}
