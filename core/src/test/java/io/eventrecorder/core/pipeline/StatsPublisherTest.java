package io.eventrecorder.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.core.pipeline.machine.MachineDriver;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsPublisherTest {
  private long now = Long.MAX_VALUE - 1; // a monotonic clock may start just before it overflows

  private final StatsPublisher statistics =
      new StatsPublisher(
          "test",
          new EventQueue(1, OverflowPolicy.DROP_NEWEST, Long.MAX_VALUE),
          new EventClock() {
            @Override
            public Instant instant() {
              return Instant.EPOCH;
            }

            @Override
            public long nanoTime() {
              return now;
            }
          });

  private Duration oldestWaiting() {
    return statistics.stats(Map.of()).health().oldestWaiting();
  }

  @Test
  void the_age_of_the_oldest_waiting_write_grows_while_the_worker_is_idle() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    driver.machine.accept(MachineDriver.event("a"), 0);
    statistics.publish(driver.counters);
    statistics.publish(Map.of(), now - Duration.ofSeconds(1).toNanos());
    assertThat(oldestWaiting()).isEqualTo(Duration.ofSeconds(1));
    now += Duration.ofSeconds(8).toNanos();
    assertThat(oldestWaiting()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void without_waiting_writes_the_age_is_zero() {
    statistics.publish(Map.of(), now - Duration.ofSeconds(1).toNanos());
    assertThat(oldestWaiting()).isZero();
  }
}
