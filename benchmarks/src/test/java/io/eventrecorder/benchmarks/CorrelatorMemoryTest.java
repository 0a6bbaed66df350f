package io.eventrecorder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The heap that a correlator retains. The measured bytes vary by about one percent from run to run;
 * the bounds leave three.
 */
class CorrelatorMemoryTest {
  @Test
  void events_that_are_written_take_at_most_420_bytes_each() {
    assertThat(CorrelatorMemory.bytes("eventrecorder", false) / CorrelatorMemory.EVENTS)
        .isBetween(200L, 420L);
  }

  @Test
  void events_that_the_limiter_holds_back_take_at_most_1200_bytes_each() {
    assertThat(CorrelatorMemory.bytes("eventrecorder", true) / CorrelatorMemory.EVENTS)
        .isBetween(200L, 1200L);
  }
}
