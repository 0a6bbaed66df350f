package io.eventrecorder.correlator.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.internal.cache.FixedDelayQueue.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FixedDelayQueueTest {
  private static final int DELAY = 10;

  /** Compares it with a map from element to time, in the order of insertion. */
  @Property
  void it_is_a_queue_from_which_any_entry_can_be_removed(
      @ForAll @Size(max = 200) List<@IntRange(max = 11) Integer> steps) {
    FixedDelayQueue<Integer> queue = new FixedDelayQueue<>(DELAY);
    List<Entry<Integer>> entries = IntStream.range(0, 4).mapToObj(Entry<Integer>::new).toList();
    Map<Integer, Long> model = new LinkedHashMap<>();
    long now = Long.MAX_VALUE - 50; // it overflows on the way
    for (int step : steps) {
      now++;
      int index = step % 4;
      if (step < 4) {
        queue.add(entries.get(index), now);
        model.remove(index);
        model.put(index, now);
      } else if (step < 8) {
        queue.remove(entries.get(index));
        model.remove(index);
      } else {
        Integer expected = null;
        for (Map.Entry<Integer, Long> first : model.entrySet()) {
          expected = now - first.getValue() >= DELAY ? first.getKey() : null;
          break;
        }
        model.remove(expected);
        assertThat(queue.poll(now)).isEqualTo(expected);
      }
      List<Integer> all = new ArrayList<>();
      queue.forEach(all::add);
      assertThat(all).containsExactlyElementsOf(model.keySet());
      assertThat(queue.size()).isEqualTo(model.size());
    }
  }

  @Test
  void the_first_is_ready_when_its_wait_is_over() {
    FixedDelayQueue<String> queue = new FixedDelayQueue<>(DELAY);
    assertThat(queue.readyAt()).isEmpty();
    queue.add(new Entry<>("a"), 3);
    assertThat(queue.readyAt()).hasValue(13);
    assertThat(queue.poll(12)).isNull();
    assertThat(queue.poll(13)).isEqualTo("a");
  }

  @Test
  void an_entry_of_another_queue_is_not_removed() {
    FixedDelayQueue<String> one = new FixedDelayQueue<>(DELAY);
    FixedDelayQueue<String> another = new FixedDelayQueue<>(DELAY);
    Entry<String> entry = new Entry<>("a");
    one.add(entry, 0);
    another.remove(entry);
    assertThat(one.size()).isOne();
    assertThat(another.size()).isZero();
  }

  /** Some entries are added at the same time, and some of these are removed. */
  @Property
  void a_restored_queue_has_the_same_order_and_continues_it(
      @ForAll @Size(max = 60) List<@IntRange(max = 19) Integer> steps) {
    FixedDelayQueue<Integer> queue = new FixedDelayQueue<>(DELAY);
    List<Entry<Integer>> entries = IntStream.range(0, 6).mapToObj(Entry<Integer>::new).toList();
    long now = 0;
    for (int step : steps) {
      now += step / 18;
      Entry<Integer> entry = entries.get(step % 6);
      if (step < 12) {
        queue.add(entry, now);
      } else {
        queue.remove(entry);
      }
    }
    FixedDelayQueue<Integer> copy = new FixedDelayQueue<>(DELAY);
    List<Entry<Integer>> copies = IntStream.range(0, 6).mapToObj(Entry<Integer>::new).toList();
    IntStream.range(0, 6)
        .boxed()
        .filter(i -> queue.contains(entries.get(i)))
        .sorted(
            Comparator.<Integer>comparingLong(i -> entries.get(i).sinceNanos())
                .thenComparingInt(i -> entries.get(i).order()))
        .forEach(
            i -> copy.restore(copies.get(i), entries.get(i).sinceNanos(), entries.get(i).order()));
    queue.add(entries.get(0), now);
    copy.add(copies.get(0), now);
    assertThat(elements(copy)).isEqualTo(elements(queue));
    assertThat(copy.size()).isEqualTo(queue.size());
    assertThat(copies.get(0).order()).isEqualTo(entries.get(0).order());
  }

  private static List<Integer> elements(FixedDelayQueue<Integer> queue) {
    List<Integer> elements = new ArrayList<>();
    queue.forEach(elements::add);
    return elements;
  }
}
