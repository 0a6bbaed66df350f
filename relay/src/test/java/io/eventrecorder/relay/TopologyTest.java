package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private final RelayDriver relay =
      new RelayDriver(
          RelayOptions.builder()
              .bootstrapServers("unused:9092")
              .from("events")
              .correlator((clock, names) -> new CountingCorrelator(clock))
              .build());

  @AfterEach
  void close() {
    relay.close();
  }

  private Event event(String pod, String message) {
    return Event.builder()
        .name("of-the-recorder")
        .namespace("shop")
        .regarding(ObjectReference.builder().kind("Pod").namespace("shop").name(pod).build())
        .reason("BackOff")
        .message(message)
        .count(1)
        .build();
  }

  @Test
  void repeats_are_one_event_with_a_count() {
    for (int i = 0; i < 3; i++) {
      relay.arrives("cluster-1", event("web-0", "m"));
      relay.passes(Duration.ofSeconds(1));
    }
    List<Event> states = relay.takeStates();
    assertThat(states).extracting(Event::count).containsExactly(1, 3);
    assertThat(states)
        .extracting(Event::name)
        .allMatch(name -> name.matches("web-0[.][0-9a-f]{6}00000"))
        .hasSize(2);
  }

  @Test
  void counts_go_on_when_the_task_moves() {
    relay.arrives("cluster-1", event("web-0", "m"));
    relay.moves();
    relay.arrives("cluster-1", event("web-0", "m"));
    relay.moves();
    relay.arrives("cluster-1", event("web-0", "m"));
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 3);
  }

  @Test
  void what_is_held_back_is_written_although_no_record_comes() {
    relay.arrives("cluster-1", event("web-0", "m"));
    relay.arrives("cluster-1", event("web-0", "m"));
    relay.passes(Duration.ofSeconds(69));
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1);
    relay.passes(Duration.ofSeconds(1));
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(2);
  }
}
