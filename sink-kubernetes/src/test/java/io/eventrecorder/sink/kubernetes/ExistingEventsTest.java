package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a sink remembers of the events that it has written under stable names. */
class ExistingEventsTest {
  private final ManualClock clock = new ManualClock();
  private final ExistingEvents events = new ExistingEvents(clock);
  private final Event event = TestServer.event("web-0.1").build();

  @Test
  void an_event_is_known_until_it_expires_in_the_api_server() {
    events.add(event);
    clock.advance(ExistingEvents.EVENT_TTL.minusSeconds(1));
    assertThat(events.contains(event)).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(events.contains(event)).isFalse();
  }

  @Test
  void a_later_write_keeps_it_known() {
    events.add(event);
    clock.advance(ExistingEvents.EVENT_TTL.minusSeconds(1));
    events.add(event);
    clock.advance(Duration.ofSeconds(1));
    assertThat(events.contains(event)).isTrue();
  }

  @Test
  void an_event_is_known_by_namespace_and_name() {
    events.add(event);
    assertThat(events.contains(event.toBuilder().message("other").build())).isTrue();
    assertThat(events.contains(event.toBuilder().namespace("other").build())).isFalse();
    assertThat(events.contains(event.toBuilder().name("other").build())).isFalse();
    events.remove(event);
    assertThat(events.contains(event)).isFalse();
  }

  @Test
  void the_number_of_events_is_bounded() {
    for (int i = 0; i < 2 * ExistingEvents.MAX_EVENTS; i++) {
      events.add(event.toBuilder().name("web-" + i).build());
    }
    assertThat(events.size()).isEqualTo(ExistingEvents.MAX_EVENTS);
  }
}
