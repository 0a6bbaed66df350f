package io.eventrecorder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.eventrecorder.Event;
import io.eventrecorder.benchmarks.Implementation.Limiter;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes that the correlator and the text of a patch allocate for each event. */
class CorrelatorAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Enough for the JIT compiler to have compiled everything in the first rounds. */
  private static final int ROUNDS = 20;

  private static final int EVENTS = 1 << 15;

  /** Keeps the compiler from leaving out the work. */
  private Object written = "";

  @Test
  void an_event_that_is_written_again_allocates_at_most_450_bytes() {
    assertThat(bytesPerEvent(Events.known(), Limiter.UNLIMITED)).isBetween(200L, 450L);
  }

  @Test
  void an_event_that_is_not_known_allocates_at_most_450_bytes() {
    assertThat(bytesPerEvent(Events.unique(), Limiter.UNLIMITED)).isBetween(200L, 450L);
  }

  @Test
  void an_event_that_is_aggregated_allocates_at_most_600_bytes() {
    assertThat(bytesPerEvent(Events.newMessages(), Limiter.UNLIMITED)).isBetween(200L, 600L);
  }

  @Test
  void an_event_that_is_suppressed_allocates_nothing() {
    assertThat(bytesPerEvent(Events.known(), Limiter.STANDARD)).isZero();
  }

  /** The best round, because the first ones run interpreted, and all include the measurement. */
  private long bytesPerEvent(List<Event> events, Limiter limiter) {
    Implementation correlator = Implementation.of("eventrecorder", events, limiter);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < EVENTS; i++) {
        Object next = correlator.next();
        written = next == null ? written : next;
      }
      best = Math.min(best, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(written).isNotEqualTo("");
    return best / EVENTS;
  }
}
