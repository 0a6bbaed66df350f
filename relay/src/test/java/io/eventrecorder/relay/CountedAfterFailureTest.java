package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import org.junit.jupiter.api.Test;

/** What the correlator could not count has not been seen. */
class CountedAfterFailureTest {
  @Test
  void an_occurrence_that_the_correlator_could_not_count_is_counted_when_it_arrives_again() {
    RelayOptions options =
        RelayOptions.builder()
            .bootstrapServers("unused:9092")
            .from("events")
            .correlator((clock, names) -> new CountingCorrelator(clock))
            .build();
    try (RelayDriver relay = new RelayDriver(options)) {
      Event poison = TestEvents.event("web-0", CountingCorrelator.POISON, relay.now());
      Event repaired = TestEvents.event("web-0", "failed", relay.now());
      relay.arrives("events", "cluster-1", "a", poison);
      relay.arrives("events", "cluster-1", "a", repaired);
      relay.arrives("events", "cluster-1", "a", repaired);
      assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1);
      assertThat(relay.books().dead).isEqualTo(1);
      assertThat(relay.books().counted).isEqualTo(1);
      assertThat(relay.books().duplicates).isEqualTo(1);
      SameAsBareTest.assertBalance(relay.books());
    }
  }
}
