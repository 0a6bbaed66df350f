package io.eventrecorder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.benchmarks.Implementation.Limiter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes that the correlator and the text of a patch allocate for each event. */
class CorrelatorAllocationTest {
  private static final int EVENTS = 1 << 15;

  /** Keeps the compiler from leaving out the work. */
  private Object written = "";

  @Test
  void an_event_that_is_written_again_allocates_at_most_450_bytes() {
    assertThat(bytesPerEvent(450, Events.known(), Limiter.UNLIMITED)).isBetween(200L, 450L);
  }

  @Test
  void an_event_that_is_not_known_allocates_at_most_450_bytes() {
    assertThat(bytesPerEvent(450, Events.unique(), Limiter.UNLIMITED)).isBetween(200L, 450L);
  }

  @Test
  void an_event_that_is_aggregated_allocates_at_most_600_bytes() {
    assertThat(bytesPerEvent(600, Events.newMessages(), Limiter.UNLIMITED)).isBetween(200L, 600L);
  }

  @Test
  void an_event_that_is_suppressed_allocates_nothing() {
    assertThat(bytesPerEvent(0, Events.known(), Limiter.STANDARD)).isZero();
  }

  private long bytesPerEvent(long bound, List<Event> events, Limiter limiter) {
    Implementation correlator = Implementation.of("eventrecorder", events, limiter);
    long bytes =
        AllocatedBytes.perEvent(bound, EVENTS, () -> AllocatedBytes.of(() -> round(correlator)));
    assertThat(written).isNotEqualTo("");
    return bytes;
  }

  private void round(Implementation correlator) {
    for (int i = 0; i < EVENTS; i++) {
      Object next = correlator.next();
      written = next == null ? written : next;
    }
  }
}
