package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneMapTest {
  private final LaneMap lanes = new LaneMap();

  @Test
  void it_finds_lanes_like_a_hash_map_while_it_grows_and_shrinks() {
    Map<String, Lane> expected = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      names.add("web-" + i);
    }
    Random random = new Random(1);
    for (int step = 0; step < 20_000; step++) {
      String name = names.get(random.nextInt(names.size()));
      Lane known = lanes.get("shop", name);
      assertThat(known).isSameAs(expected.get(name));
      boolean grows = step / 2_000 % 2 == 0;
      if (known == null && (grows || random.nextInt(3) == 0)) {
        lanes.add(expected.computeIfAbsent(name, key -> lane("shop", key)));
      } else if (known != null && (!grows || random.nextInt(3) == 0)) {
        lanes.remove(known);
        expected.remove(name);
      }
      assertThat(lanes.size()).isEqualTo(expected.size());
    }
    assertThat(lanes.all()).containsExactlyInAnyOrderElementsOf(expected.values());
  }

  @Test
  void names_with_the_same_hash_in_one_or_two_namespaces_are_different_lanes() {
    Lane first = lane("shop", "Aa");
    Lane second = lane("shop", "BB"); // "Aa" and "BB" have the same hash
    Lane elsewhere = lane("Shop", "Aa");
    lanes.add(first);
    lanes.add(second);
    lanes.add(elsewhere);
    assertThat(lanes.get("shop", "Aa")).isSameAs(first);
    assertThat(lanes.get("shop", "BB")).isSameAs(second);
    assertThat(lanes.get("Shop", "Aa")).isSameAs(elsewhere);
    lanes.remove(first);
    assertThat(lanes.get("shop", "Aa")).isNull();
    assertThat(lanes.get("shop", "BB")).isSameAs(second);
  }

  @Test
  void a_lane_that_is_not_there_cannot_be_removed() {
    assertThatThrownBy(() -> lanes.remove(lane("shop", "web-1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("web-1");
  }

  private static Lane lane(String namespace, String name) {
    return new Lane(Event.builder().namespace(namespace).name(name).build(), "", true);
  }
}
