package io.eventrecorder.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksTest {
  private long now = Long.MAX_VALUE - 1; // a monotonic clock may start just before it overflows

  private final Books books =
      new Books(
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
    return books.stats(Map.of()).health().oldestWaiting();
  }

  @Test
  void the_oldest_waiting_write_grows_older_while_the_worker_has_nothing_to_do() {
    Ledger ledger = new Ledger();
    ledger.emitted = 1;
    ledger.waiting = 1;
    books.publish(ledger);
    books.publish(Map.of(), now - Duration.ofSeconds(1).toNanos());
    assertThat(oldestWaiting()).isEqualTo(Duration.ofSeconds(1));
    now += Duration.ofSeconds(8).toNanos();
    assertThat(oldestWaiting()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void where_nothing_waits_there_is_no_oldest() {
    books.publish(Map.of(), now - Duration.ofSeconds(1).toNanos());
    assertThat(oldestWaiting()).isZero();
  }
}
