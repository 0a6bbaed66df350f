package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
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
  void anyEventComesBackFromCore(@ForAll("events") Event event) {
    String json = EventJson.write(event);
    assertThat(EventJson.read(json)).isEqualTo(event);
    assertThat(json).doesNotContain("\n", "\r");
  }

  @Property(tries = 400)
  void anyEventWithEventTimeComesBackFromEventsV1(@ForAll("events") Event any) {
    Event event = any.toBuilder().eventTime(NOON).build();
    assertThat(EventJson.read(EventJson.write(event, EventApi.EVENTS_V1))).isEqualTo(event);
  }

  @Property(tries = 400)
  void anyJsonComesBackByteForByte(@ForAll("events") Event event) {
    for (EventApi api : EventApi.values()) {
      byte[] json = EventJson.writeBytes(event.toBuilder().eventTime(NOON).build(), api);
      assertThat(EventJson.writeBytes(EventJson.read(json), api)).isEqualTo(json);
    }
  }

  @Property(tries = 400)
  void aConvertedEventHasNothingDeprecatedAndComesBackAsItIs(@ForAll("events") Event any) {
    Event event = any.toBuilder().eventTime(null).firstTimestamp(NOON).build();
    String json = EventJson.write(event, EventApi.EVENTS_V1);
    Event converted = EventJson.read(json);
    assertThat(converted.eventTime()).isEqualTo(NOON);
    assertThat(converted.source()).isEqualTo(EventSource.empty());
    assertThat(converted.reportingInstance()).isNotEmpty();
    assertThat(EventJson.write(converted, EventApi.EVENTS_V1)).isEqualTo(json);
  }

  @Property(tries = 200)
  void aStreamGivesTheSameEventsAsItsLines(@ForAll("lists") List<Event> events) throws IOException {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(EventJson.write(event)).append('\n'));
    List<Event> read = new ArrayList<>();
    byte[] bytes = lines.toString().getBytes(UTF_8);
    try (EventReader reader = EventJson.reader(new ByteArrayInputStream(bytes))) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        read.add(event);
        assertThat(reader.line()).isEqualTo(read.size());
      }
    }
    assertThat(read).isEqualTo(events);
  }
}
