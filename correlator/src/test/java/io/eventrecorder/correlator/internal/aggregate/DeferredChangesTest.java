package io.eventrecorder.correlator.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits is collected without a part of its own for what has come and gone. */
class DeferredChangesTest {
  private final SegmentedLruCache<Observation> observations =
      new SegmentedLruCache<>(8, (node, now) -> false, node -> {});
  private final SegmentedLruCache<TokenBucket> buckets =
      new SegmentedLruCache<>(8, (node, now) -> false, node -> {});
  private final TokenBucket unlimited = new TokenBucket(RateLimit.UNLIMITED);
  private final DeferredWrites deferred = new DeferredWrites();
  private final DeferredChanges changes = deferred.changes(observations, buckets);

  private void waits() {
    deferred.add(new Observation(Origin.of("", ""), "web-0.1", ""), unlimited, 0);
  }

  private void isWritten() {
    assertThat(deferred.pollReady(0)).hasSize(1);
  }

  private List<Long> gone() {
    List<Long> numbers = new ArrayList<>();
    changes.forEachGoneTicket(numbers::add);
    changes.forEachGoneOrder(numbers::add);
    return numbers;
  }

  @Test
  void what_was_written_before_the_next_collection_is_not_kept_for_it() {
    for (int i = 0; i < 1000; i++) {
      waits();
      isWritten();
    }
    assertThat(changes.entries()).isEmpty();
    assertThat(changes.queues()).isEmpty();
    assertThat(gone()).isEmpty();
  }

  @Test
  void a_part_that_the_host_may_have_is_removed_once() {
    waits();
    assertThat(changes.entries()).hasSize(1);
    assertThat(changes.queues()).hasSize(1);
    changes.storesTicket(1);
    changes.storesOrder(1);
    changes.collected();
    isWritten();
    assertThat(gone()).containsExactly(1L, 1L);
    assertThat(changes.entries()).isEmpty();
    changes.collected();
    assertThat(gone()).isEmpty();
  }
}
