package io.eventrecorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tests the conversion to an API without JSON. */
class EventJsonConvertTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final Instant LAST = FIRST.plusSeconds(60);
  private static final Event RECORDED =
      Event.builder()
          .name("web-0.1")
          .namespace("default")
          .regarding(ObjectReference.of("Pod", "default", "web-0"))
          .type("Warning")
          .reason("BackOff")
          .message("restarting")
          .source(new EventSource("shop", "host-1"))
          .reportingController("shop")
          .reportingInstance("host-1")
          .count(3)
          .firstTimestamp(FIRST)
          .lastTimestamp(LAST)
          .key("k")
          .build();

  @Test
  void core_events_are_not_converted() {
    assertThat(EventJson.convert(RECORDED, EventApi.CORE_V1)).isSameAs(RECORDED);
  }

  @Test
  void a_recorded_event_is_converted_to_events_v1_and_keeps_its_key() {
    assertThat(EventJson.convert(RECORDED, EventApi.EVENTS_V1))
        .isEqualTo(
            RECORDED.toBuilder()
                .eventTime(FIRST)
                .series(new EventSeries(3, LAST))
                .reportingInstance("shop-host-1")
                .action("BackOff")
                .source(EventSource.empty())
                .count(0)
                .firstTimestamp(null)
                .lastTimestamp(null)
                .build());
  }

  @Test
  void events_with_event_time_are_not_converted() {
    Event made = RECORDED.toBuilder().eventTime(FIRST).build();
    assertThat(EventJson.convert(made, EventApi.EVENTS_V1)).isSameAs(made);
  }

  @Test
  void the_written_json_is_that_of_the_converted_event() {
    for (EventApi api : EventApi.values()) {
      assertThat(EventJson.write(EventJson.convert(RECORDED, api), api))
          .isEqualTo(EventJson.write(RECORDED, api));
    }
  }
}
