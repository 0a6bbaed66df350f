package io.eventrecorder.cli.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownEventsTest {
  private final KnownEvents known = new KnownEvents(3);

  private static Event event(String uid, String version, int count) {
    return Event.builder()
        .name("name-" + uid)
        .namespace("shop")
        .uid(uid)
        .resourceVersion(version)
        .regarding(ObjectReference.of("Pod", "shop", "web-0"))
        .count(count)
        .lastTimestamp(Instant.parse("2026-01-01T10:00:00Z"))
        .build();
  }

  @Test
  void a_state_is_known_by_its_version_or_by_what_people_see_of_it() {
    known.add(event("a", "5", 2));
    assertThat(known.isKnown(event("a", "5", 2))).isTrue();
    assertThat(known.isKnown(event("a", "6", 2))).isTrue();
    assertThat(known.isKnown(event("a", "6", 3))).isFalse();
    assertThat(known.isKnown(event("b", "5", 2))).isFalse();
  }

  @Test
  void at_most_a_number_of_events_is_remembered() {
    for (String uid : List.of("a", "b", "c")) {
      known.add(event(uid, "1", 1));
    }
    known.add(event("a", "2", 2));
    known.add(event("d", "3", 1));
    assertThat(known.isKnown(event("a", "2", 2))).isTrue();
    assertThat(known.isKnown(event("b", "1", 1))).isFalse();
    assertThat(known.lines()).hasSize(4);
  }

  @Test
  void the_lines_have_the_whole_position() {
    known.add(event("a", "5", 2));
    known.read("7");
    KnownEvents other = new KnownEvents(3);
    other.load(known.lines());
    assertThat(other.lines()).isEqualTo(known.lines());
    assertThat(other.version()).isEqualTo("7");
    assertThat(other.isKnown(event("a", "6", 2))).isTrue();
    KnownEvents fresh = new KnownEvents(3);
    fresh.load(new KnownEvents(3).lines());
    assertThat(fresh.version()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> other.load(List.of("offset 0 1")));
    assertThatIllegalArgumentException().isThrownBy(() -> other.load(List.of("event a 1 xyz")));
  }
}
