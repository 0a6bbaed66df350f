package io.eventrecorder.correlator.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.spi.StateFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A cache tells what has changed, and another cache made of that continues in the same way. */
class ChangesOfCacheTest {
  private static final int KEYS = 9;
  private static final SegmentedLruCache.Idle<Node> NEVER = (node, now) -> false;

  private static final class Node extends CacheNode {
    final int number;
    int content;

    Node(int number) {
      this.number = number;
    }
  }

  private record Stored(int content, Position position) {}

  /** What a host keeps of a cache. */
  private static final class Store implements SegmentedLruCache.Changes<Node> {
    final Map<Integer, Stored> nodes = new HashMap<>();
    int calls;
    int throwsAt = -1;

    @Override
    public void removed(Fingerprint key) {
      count();
      nodes.remove((int) key.hi());
    }

    @Override
    public void changed(Fingerprint key, Node node, Position position) {
      count();
      nodes.put((int) key.hi(), new Stored(node.content, position));
    }

    private void count() {
      if (calls++ == throwsAt) {
        throw new UncheckedIOException(new IOException("the store is full"));
      }
    }
  }

  private static Fingerprint key(int number) {
    Fingerprint key = new Fingerprint();
    key.set(number, number % 3);
    return key;
  }

  private static void apply(SegmentedLruCache<Node> cache, int step) {
    int number = step % KEYS;
    Node node = cache.find(key(number));
    if (node == null) {
      cache.add(key(number), new Node(number), 0);
    } else if (step < 2 * KEYS) {
      cache.touch(node);
    } else if (step < 3 * KEYS) {
      node.content++;
      cache.changed(node);
    } else {
      cache.remove(node);
    }
  }

  private static SegmentedLruCache<Node> restored(Store store, int capacity) {
    SegmentedLruCache<Node> cache = new SegmentedLruCache<>(capacity, NEVER, node -> {});
    store.nodes.forEach(
        (number, stored) -> {
          Node node = new Node(number);
          node.content = stored.content;
          cache.restore(key(number), node, stored.position);
        });
    cache.restored();
    cache.trim();
    return cache;
  }

  private static void collect(SegmentedLruCache<Node> cache, Store store) {
    cache.collect(store);
    cache.collected();
  }

  private static List<Integer> order(SegmentedLruCache<Node> cache) {
    List<Integer> numbers = new ArrayList<>();
    cache.forEach(node -> numbers.add(node.number));
    return numbers;
  }

  @Property
  void the_changes_together_are_the_whole_cache_and_restore_it_in_its_order(
      @ForAll @IntRange(min = 1, max = 8) int capacity,
      @ForAll @Size(max = 60) List<@IntRange(max = 4 * KEYS - 1) Integer> before,
      @ForAll @Size(max = 60) List<@IntRange(max = 5 * KEYS - 1) Integer> during,
      @ForAll @Size(max = 60) List<@IntRange(max = 4 * KEYS - 1) Integer> after) {
    SegmentedLruCache<Node> cache = new SegmentedLruCache<>(capacity, NEVER, node -> {});
    Store store = new Store();
    before.forEach(step -> apply(cache, step));
    collect(cache, store);
    for (int step : during) {
      if (step < 4 * KEYS) {
        apply(cache, step);
      } else {
        collect(cache, store);
      }
    }
    collect(cache, store);

    SegmentedLruCache<Node> copy = restored(store, capacity);
    assertThat(order(copy)).isEqualTo(order(cache));
    Store whole = new Store();
    collect(copy, whole);
    assertThat(whole.nodes).isEqualTo(store.nodes);

    after.forEach(step -> apply(cache, step));
    after.forEach(step -> apply(copy, step));
    assertThat(order(copy)).isEqualTo(order(cache));
    collect(cache, store);
    collect(copy, whole);
    assertThat(order(restored(whole, capacity))).isEqualTo(order(restored(store, capacity)));
  }

  @Example
  void a_collection_passes_on_only_what_has_changed() {
    SegmentedLruCache<Node> cache = new SegmentedLruCache<>(1000, NEVER, node -> {});
    Store store = new Store();
    for (int i = 0; i < 500; i++) {
      cache.add(key(i), new Node(i), 0);
    }
    collect(cache, store);
    store.calls = 0;
    collect(cache, store);
    assertThat(store.calls).isZero();
    cache.touch(find(cache, 7));
    cache.touch(find(cache, 7));
    cache.changed(find(cache, 8));
    cache.remove(find(cache, 9));
    cache.add(key(1000), new Node(1000), 0);
    cache.remove(find(cache, 1000));
    collect(cache, store);
    assertThat(store.calls).isEqualTo(3);
  }

  @Example
  void a_node_that_a_smaller_cache_evicts_is_removed_from_the_store() {
    SegmentedLruCache<Node> cache = new SegmentedLruCache<>(8, NEVER, node -> {});
    Store store = new Store();
    for (int i = 0; i < 8; i++) {
      cache.add(key(i), new Node(i), 0);
      cache.touch(find(cache, i));
    }
    collect(cache, store);
    SegmentedLruCache<Node> smaller = restored(store, 3);
    assertThat(order(smaller)).containsExactly(5, 6, 7);
    collect(smaller, store);
    assertThat(store.nodes).containsOnlyKeys(5, 6, 7);
  }

  /** A receiver that throws may have kept what it got before, or not. */
  @Property
  void what_did_not_arrive_is_passed_on_again(
      @ForAll @IntRange(min = 1, max = 8) int capacity,
      @ForAll @Size(max = 80) List<@IntRange(max = 6 * KEYS - 1) Integer> steps,
      @ForAll boolean keeps) {
    SegmentedLruCache<Node> cache = new SegmentedLruCache<>(capacity, NEVER, node -> {});
    Store store = new Store();
    for (int step : steps) {
      if (step < 4 * KEYS) {
        apply(cache, step);
      } else if (step < 5 * KEYS) {
        Store receiver = keeps ? store : new Store();
        receiver.throwsAt = receiver.calls + step % 3;
        assertThatCode(() -> cache.collect(receiver))
            .satisfiesAnyOf(
                thrown -> assertThat(thrown).isNull(),
                thrown -> assertThat(thrown).isInstanceOf(UncheckedIOException.class));
        receiver.throwsAt = -1;
      } else {
        collect(cache, store);
      }
    }
    collect(cache, store);
    Store whole = new Store();
    collect(restored(store, capacity), whole);
    assertThat(whole.nodes).isEqualTo(store.nodes);
    assertThat(order(restored(store, capacity))).isEqualTo(order(cache));
  }

  @Example
  void two_nodes_with_one_key_or_one_number_are_refused() {
    SegmentedLruCache<Node> cache = new SegmentedLruCache<>(8, NEVER, node -> {});
    cache.restore(key(1), new Node(1), new Position(1, 1, false));
    cache.restore(key(2), new Node(2), new Position(1, 2, false));
    assertThatThrownBy(cache::restored).isInstanceOf(StateFormatException.class);
    SegmentedLruCache<Node> other = new SegmentedLruCache<>(8, NEVER, node -> {});
    other.restore(key(1), new Node(1), new Position(1, 1, false));
    other.restore(key(1), new Node(1), new Position(2, 2, false));
    assertThatThrownBy(other::restored).isInstanceOf(StateFormatException.class);
  }

  private static Node find(SegmentedLruCache<Node> cache, int number) {
    return Objects.requireNonNull(cache.find(key(number)));
  }
}
