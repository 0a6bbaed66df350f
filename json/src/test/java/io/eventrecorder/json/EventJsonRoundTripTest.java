package io.eventrecorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventJsonRoundTripTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.000001Z");

  @Provide
  Arbitrary<Event> events() {
    return EventValues.core();
  }

  @Provide
  Arbitrary<List<Event>> lists() {
    return EventValues.core().list().ofMaxSize(4);
  }

  @Property(tries = 400)
  void any_event_comes_back_from_core(@ForAll("events") Event event) {
    String json = EventJson.write(event);
    assertThat(EventJson.read(json)).isEqualTo(event);
    assertThat(json).doesNotContain("\n", "\r");
  }

  @Property(tries = 400)
  void any_event_with_event_time_comes_back_from_events_v1(@ForAll("events") Event any) {
    Event event = any.toBuilder().eventTime(NOON).build();
    assertThat(EventJson.read(EventJson.write(event, EventApi.EVENTS_V1))).isEqualTo(event);
  }

  @Property(tries = 400)
  void any_json_comes_back_byte_for_byte(@ForAll("events") Event event) {
    for (EventApi api : EventApi.values()) {
      byte[] json = EventJson.writeBytes(event.toBuilder().eventTime(NOON).build(), api);
      assertThat(EventJson.writeBytes(EventJson.read(json), api)).isEqualTo(json);
    }
  }

  @Property(tries = 400)
  void a_converted_event_has_no_deprecated_members_and_comes_back_unchanged(
      @ForAll("events") Event any) {
    Event event = any.toBuilder().eventTime(null).firstTimestamp(NOON).build();
    String json = EventJson.write(event, EventApi.EVENTS_V1);
    Event converted = EventJson.read(json);
    assertThat(converted.eventTime()).isEqualTo(NOON);
    assertThat(converted.source()).isEqualTo(EventSource.empty());
    assertThat(converted.reportingInstance()).isNotEmpty();
    assertThat(EventJson.write(converted, EventApi.EVENTS_V1)).isEqualTo(json);
  }
}
