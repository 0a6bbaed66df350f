package io.eventrecorder.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class RingTest {
  @Property
  void it_is_a_queue(@ForAll @Size(max = 300) List<Boolean> adds) {
    Ring ring = new Ring();
    ArrayDeque<Long> expected = new ArrayDeque<>();
    long next = 0;
    for (boolean add : adds) {
      if (add || expected.isEmpty()) {
        ring.add("item " + next, next);
        expected.add(next++);
      } else {
        assertThat(ring.remove()).isEqualTo("item " + expected.remove());
      }
      assertThat(ring.size()).isEqualTo(expected.size());
      Long first = expected.peek();
      assertThat(ring.firstPosition()).isEqualTo(first == null ? Long.MAX_VALUE : first);
      assertThat(ring.peek()).isEqualTo(first == null ? null : "item " + first);
    }
  }
}
