package io.eventrecorder.correlator.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Compares the cache with a slow model of two lists. The cache is no {@code java.util} collection,
 * so the collection suites of guava-testlib do not apply.
 */
class SegmentedLruCacheModelTest {
  private static final int KEYS = 12;

  private static final class Node extends CacheNode {
    final int number;

    Node(int number) {
      this.number = number;
    }
  }

  /** Every third key has the same slot. */
  private static Fingerprint key(int number) {
    Fingerprint key = new Fingerprint();
    key.set(number, number % 3);
    return key;
  }

  /** Two deques, each with the least recently used number first. */
  private static final class Model {
    final int capacity;
    final int protectedCapacity;
    final boolean[] idle = new boolean[KEYS];
    final Deque<Integer> probation = new ArrayDeque<>();
    final Deque<Integer> protectedKeys = new ArrayDeque<>();
    final List<Integer> left = new ArrayList<>();

    Model(int capacity) {
      this.capacity = capacity;
      this.protectedCapacity = capacity - (capacity + 3) / 4;
    }

    boolean contains(int number) {
      return probation.contains(number) || protectedKeys.contains(number);
    }

    void add(int number) {
      removeIdle(probation);
      removeIdle(protectedKeys);
      if (probation.size() + protectedKeys.size() >= capacity && !probation.isEmpty()) {
        left.add(probation.removeFirst());
      }
      probation.addLast(number);
    }

    private void removeIdle(Deque<Integer> segment) {
      for (int i = 0; i < 2 && !segment.isEmpty() && idle[segment.getFirst()]; i++) {
        left.add(segment.removeFirst());
      }
    }

    void touch(int number) {
      if (protectedCapacity == 0) {
        probation.remove(number);
        probation.addLast(number);
        return;
      }
      probation.remove(number);
      protectedKeys.remove(number);
      protectedKeys.addLast(number);
      if (protectedKeys.size() > protectedCapacity) {
        probation.addLast(protectedKeys.removeFirst());
      }
    }

    void remove(int number) {
      probation.remove(number);
      protectedKeys.remove(number);
      left.add(number);
    }

    List<Integer> all() {
      List<Integer> all = new ArrayList<>(probation);
      all.addAll(protectedKeys);
      return all;
    }
  }

  @Property
  void it_agrees_with_the_model(
      @ForAll @IntRange(min = 1, max = 9) int capacity,
      @ForAll @Size(max = 300) List<@IntRange(max = 5 * KEYS - 1) Integer> steps) {
    Model model = new Model(capacity);
    List<Integer> left = new ArrayList<>();
    SegmentedLruCache<Node> cache =
        new SegmentedLruCache<>(
            capacity, (node, now) -> model.idle[node.number], node -> left.add(node.number));
    for (int step : steps) {
      int number = step % KEYS;
      Node found = cache.find(key(number));
      assertThat(found != null).isEqualTo(model.contains(number));
      switch (step / KEYS) {
        case 0 -> {
          if (found != null) {
            cache.remove(found);
            model.remove(number);
          }
        }
        case 1 -> model.idle[number] = !model.idle[number];
        default -> {
          if (found == null) {
            cache.add(key(number), new Node(number), 0);
            model.add(number);
          } else {
            cache.touch(found);
            model.touch(number);
          }
        }
      }
      List<Integer> all = new ArrayList<>();
      cache.forEach(node -> all.add(node.number));
      assertThat(all).isEqualTo(model.all());
      assertThat(left).isEqualTo(model.left);
      assertThat(cache.size()).isEqualTo(all.size()).isLessThanOrEqualTo(capacity);
    }
  }
}
