package io.eventrecorder.correlator.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentedLruCacheTest {
  private static final class Node extends CacheNode {}

  private final List<Node> left = new ArrayList<>();

  private static Fingerprint key(long number) {
    Fingerprint key = new Fingerprint();
    key.set(number, number);
    return key;
  }

  private SegmentedLruCache<Node> cache(int capacity) {
    return new SegmentedLruCache<>(capacity, (node, now) -> false, left::add);
  }

  private static Node added(SegmentedLruCache<Node> cache, long number) {
    Node node = new Node();
    cache.add(key(number), node, 0);
    return node;
  }

  private static Node proven(SegmentedLruCache<Node> cache, long number) {
    Node node = added(cache, number);
    cache.touch(node);
    return node;
  }

  @Test
  void the_second_use_proves_a_node_and_one_offs_do_not_push_it_out() {
    SegmentedLruCache<Node> cache = cache(4);
    Node used = proven(cache, 1);
    for (int i = 10; i < 30; i++) {
      added(cache, i);
    }
    assertThat(used.isCached()).isTrue();
    assertThat(cache.find(key(1))).isSameAs(used);
    assertThat(cache.size()).isEqualTo(4);
    assertThat(left).hasSize(17).doesNotContain(used);
  }

  @Test
  void of_too_many_proven_nodes_the_one_that_was_not_used_for_longest_is_on_trial_again() {
    SegmentedLruCache<Node> cache = cache(4);
    Node first = proven(cache, 1);
    Node second = proven(cache, 2);
    Node third = proven(cache, 3);
    cache.touch(first);
    Node fourth = proven(cache, 4);
    assertThat(left).isEmpty();
    added(cache, 5);
    assertThat(left).containsExactly(second);
    assertThat(List.of(first, third, fourth)).allMatch(Node::isCached);
  }

  @Test
  void a_proven_node_stays_proven_when_it_is_used_again() {
    SegmentedLruCache<Node> cache = cache(8);
    Node used = proven(cache, 1);
    cache.touch(used);
    cache.touch(used);
    for (int i = 10; i < 30; i++) {
      added(cache, i);
    }
    assertThat(used.isCached()).isTrue();
  }

  @Test
  void a_cache_of_one_has_no_proven_nodes() {
    SegmentedLruCache<Node> cache = cache(1);
    Node first = proven(cache, 1);
    added(cache, 2);
    assertThat(left).containsExactly(first);
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void a_node_that_has_left_is_not_used() {
    SegmentedLruCache<Node> cache = cache(4);
    Node node = added(cache, 1);
    cache.remove(node);
    cache.touch(node);
    assertThat(node.isCached()).isFalse();
    assertThat(cache.size()).isZero();
  }

  @Test
  void expiry_passes_over_some_nodes_that_are_not_idle() {
    List<Node> busy = new ArrayList<>();
    List<Node> asked = new ArrayList<>();
    SegmentedLruCache<Node> cache =
        new SegmentedLruCache<>(
            1000,
            (node, now) -> {
              asked.add(node);
              return !busy.contains(node);
            },
            left::add);
    for (int i = 0; i < 64; i++) {
      busy.add(added(cache, i));
    }
    Node idle = added(cache, 64);
    asked.clear();
    assertThat(cache.expire(5, 0)).isEqualTo(1);
    assertThat(left).containsExactly(idle);
    for (int i = 65; i < 300; i++) {
      busy.add(added(cache, i));
    }
    asked.clear();
    assertThat(cache.expire(5, 0)).isZero();
    assertThat(asked).hasSize(65);
  }
}
