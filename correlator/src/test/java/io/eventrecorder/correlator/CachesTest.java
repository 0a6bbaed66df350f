package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.Timeline.assertCreates;
import static io.eventrecorder.correlator.Timeline.assertPatches;
import static io.eventrecorder.correlator.Timeline.assertSuppressed;
import static io.eventrecorder.correlator.Timeline.budget;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.spi.Correlation;
import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The caches are bounded. A storm of events does not evict repeated ones or block new ones. */
class CachesTest {
  private static final int CAPACITY = CorrelatorOptions.clientGo().cacheSize();

  private final Timeline timeline = new Timeline();

  @Test
  void full_of_hot_events_the_cache_knows_each_of_500_new_ones_at_its_second_occurrence() {
    for (int round = 0; round < 5; round++) {
      happens(CAPACITY, i -> "hot-" + i);
    }
    happens(500, i -> "new-" + i);
    for (int i = 0; i < 500; i++) {
      assertPatches(timeline.happens("new-" + i, "m"), 2);
    }
  }

  @Test
  void a_storm_of_single_events_does_not_evict_repeated_ones() {
    for (int round = 0; round < 3; round++) {
      happens(CAPACITY / 2, i -> "hot-" + i);
    }
    happens(10 * CAPACITY, i -> "one-off-" + i);
    for (int i = 0; i < CAPACITY / 2; i++) {
      assertPatches(timeline.happens("hot-" + i, "m"), 4);
    }
  }

  @Test
  void events_that_repeated_long_ago_make_room_for_events_that_repeat_now() {
    for (int round = 0; round < 3; round++) {
      happens(CAPACITY, i -> "old-" + i);
    }
    for (int round = 0; round < 3; round++) {
      happens(CAPACITY / 4, i -> "new-" + i);
    }
    happens(10 * CAPACITY, i -> "one-off-" + i);
    for (int i = 0; i < CAPACITY / 4; i++) {
      assertPatches(timeline.happens("new-" + i, "m"), 4);
    }
  }

  @Test
  void no_cache_exceeds_its_capacity() {
    happens(2 * CAPACITY, i -> "pod-" + i);
    assertThat(timeline.correlator.gauges())
        .containsEntry("observations", (long) CAPACITY)
        .containsEntry("groups", (long) CAPACITY)
        .containsEntry("buckets", (long) CAPACITY);
  }

  @Test
  void capacities_of_one_and_two_work() {
    for (int capacity = 1; capacity <= 2; capacity++) {
      Timeline small = new Timeline(budget(100, 1).cacheSize(capacity).build());
      assertCreates(small.happens("a", "m"), 1);
      assertPatches(small.happens("a", "m"), 2);
      for (int i = 0; i < 10; i++) {
        assertCreates(small.happens("b-" + i, "m"), 1);
        assertPatches(small.happens("b-" + i, "m"), 2);
      }
      assertThat(small.correlator.gauges().get("observations")).isEqualTo(capacity);
    }
  }

  @Test
  void idle_groups_leave_after_the_interval() {
    happens(100, i -> "old-" + i);
    timeline.passes(Duration.ofMinutes(10).plusNanos(1));
    happens(60, i -> "new-" + i);
    assertThat(timeline.correlator.gauges()).containsEntry("groups", 60L);
  }

  @Test
  void buckets_leave_when_they_are_full_again() {
    happens(100, i -> "old-" + i);
    timeline.passes(Duration.ofSeconds(299));
    happens(60, i -> "new-" + i);
    assertThat(timeline.correlator.gauges()).containsEntry("buckets", 160L);
    timeline.passes(Duration.ofSeconds(1));
    happens(60, i -> "newest-" + i);
    assertThat(timeline.correlator.gauges()).containsEntry("buckets", 120L);
  }

  @Test
  void observations_stay_forever_unless_an_expiry_is_set() {
    timeline.happens("web-0", "m");
    timeline.passes(Duration.ofDays(1000));
    assertPatches(timeline.happens("web-0", "m"), 2);
  }

  @Test
  void an_observation_that_was_idle_for_longer_than_its_expiry_is_forgotten() {
    Timeline forgetful =
        new Timeline(budget(100, 1).observationExpiry(Duration.ofHours(1)).build());
    forgetful.happens("web-0", "m");
    forgetful.passes(Duration.ofHours(1));
    assertPatches(forgetful.happens("web-0", "m"), 2);
    forgetful.passes(Duration.ofHours(1).plusNanos(1));
    assertCreates(forgetful.happens("web-0", "m"), 1);
    forgetful.passes(Duration.ofHours(2));
    forgetful.happens("web-1", "m");
    assertThat(forgetful.correlator.gauges()).containsEntry("observations", 1L);
  }

  @Test
  void an_expired_observation_writes_its_missing_count() {
    Timeline forgetful =
        new Timeline(budget(1, 0.001).observationExpiry(Duration.ofMinutes(1)).build());
    Correlation first = forgetful.happens("web-0", "m");
    assertSuppressed(forgetful.happens("web-0", "m"));
    forgetful.passes(Duration.ofMinutes(2));
    assertSuppressed(forgetful.happens("web-0", "m"));
    forgetful.passes(Duration.ofHours(1));
    assertThat(forgetful.correlator.due())
        .singleElement()
        .satisfies(write -> assertPatches(write, 2))
        .satisfies(write -> assertThat(write.event().name()).isEqualTo(first.event().name()));
  }

  private void happens(int events, IntFunction<String> pod) {
    for (int i = 0; i < events; i++) {
      timeline.happens(pod.apply(i), "m");
    }
  }
}
