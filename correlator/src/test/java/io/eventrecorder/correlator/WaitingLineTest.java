package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.WaitingLine.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
  private static final int WAIT = 10;

  /** Against a map in the order of entry, with its times. */
  @Property
  void itIsAQueueFromWhichAnyoneMayLeave(
      @ForAll @Size(max = 200) List<@IntRange(max = 11) Integer> steps) {
    WaitingLine<Integer> line = new WaitingLine<>(WAIT);
    List<Place<Integer>> places = IntStream.range(0, 4).mapToObj(Place<Integer>::new).toList();
    Map<Integer, Long> model = new LinkedHashMap<>();
    long now = Long.MAX_VALUE - 50; // it overflows on the way
    for (int step : steps) {
      now++;
      int who = step % 4;
      if (step < 4) {
        line.enter(places.get(who), now);
        model.remove(who);
        model.put(who, now);
      } else if (step < 8) {
        line.leave(places.get(who));
        model.remove(who);
      } else {
        Integer expected = null;
        for (Map.Entry<Integer, Long> first : model.entrySet()) {
          expected = now - first.getValue() >= WAIT ? first.getKey() : null;
          break;
        }
        model.remove(expected);
        assertThat(line.takeReady(now)).isEqualTo(expected);
      }
      List<Integer> all = new ArrayList<>();
      line.forEach(all::add);
      assertThat(all).containsExactlyElementsOf(model.keySet());
      assertThat(line.size()).isEqualTo(model.size());
    }
  }

  @Test
  void theFirstIsReadyWhenItsWaitIsOver() {
    WaitingLine<String> line = new WaitingLine<>(WAIT);
    assertThat(line.readyAt()).isEmpty();
    line.enter(new Place<>("a"), 3);
    assertThat(line.readyAt()).hasValue(13);
    assertThat(line.takeReady(12)).isNull();
    assertThat(line.takeReady(13)).isEqualTo("a");
  }

  @Test
  void whoStandsInAnotherLineDoesNotLeaveThisOne() {
    WaitingLine<String> one = new WaitingLine<>(WAIT);
    WaitingLine<String> another = new WaitingLine<>(WAIT);
    Place<String> place = new Place<>("a");
    one.enter(place, 0);
    another.leave(place);
    assertThat(one.size()).isOne();
    assertThat(another.size()).isZero();
  }
}
