package io.eventrecorder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonWriteTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:07.123456789Z");
  private static final Instant LAST = Instant.parse("2026-01-01T00:01:07.9Z");

  /** An event as a recorder makes it. */
  private static Event.Builder recorded() {
    return Event.builder()
        .name("web-0.1")
        .namespace("default")
        .regarding(ObjectReference.of("Pod", "default", "web-0"))
        .type("Warning")
        .reason("BackOff")
        .message("failed")
        .source(new EventSource("kubelet", "node-1"))
        .reportingController("kubelet")
        .reportingInstance("node-1")
        .firstTimestamp(FIRST)
        .lastTimestamp(FIRST)
        .count(1)
        .key("not in the JSON");
  }

  private static String events(Event.Builder event) {
    return EventJson.write(event.build(), EventApi.EVENTS_V1);
  }

  @Test
  void a_writer_writes_each_event_as_a_new_writer_does() {
    for (EventApi api : EventApi.values()) {
      EventJsonWriter writer = EventJson.writer(api);
      Event first = recorded().unknownFields(Map.of("/x", "1")).build();
      Event second = recorded().message("other").build();
      assertThat(writer.write(first)).isEqualTo(EventJson.writeBytes(first, api));
      assertThat(writer.write(second)).isEqualTo(EventJson.writeBytes(second, api));
      assertThat(writer.write(first)).isEqualTo(EventJson.writeBytes(first, api));
    }
  }

  @Test
  void an_event_that_cannot_be_written_does_not_affect_the_next() {
    EventJsonWriter writer = EventJson.writer(EventApi.CORE_V1);
    Event endless = recorded().lastTimestamp(Instant.MAX).build();
    assertThatThrownBy(() -> writer.write(endless)).isInstanceOf(EventJsonException.class);
    Event sound = recorded().build();
    assertThat(writer.write(sound)).isEqualTo(EventJson.writeBytes(sound, EventApi.CORE_V1));
  }

  @Test
  void an_empty_core_event_has_the_members_that_go_always_writes() {
    assertThat(EventJson.write(Event.builder().build()))
        .isEqualTo(
            """
            {"kind":"Event","apiVersion":"v1","metadata":{},"involvedObject":{},"source":{},\
            "firstTimestamp":null,"lastTimestamp":null,"eventTime":null,\
            "reportingComponent":"","reportingInstance":""}""");
  }

  @Test
  void core_has_the_members_in_the_order_and_precision_of_client_go() {
    Event event =
        recorded()
            .uid("u")
            .resourceVersion("7")
            .labels(Map.of("l", "1"))
            .annotations(Map.of("a", "2"))
            .ownerReferences(List.of(new OwnerReference("v1", "Pod", "web-0", "", true, null)))
            .related(ObjectReference.of("Node", "", "node-1").toBuilder().apiVersion("v1").build())
            .action("Restarting")
            .eventTime(FIRST)
            .series(new EventSeries(3, LAST))
            .build();
    assertThat(EventJson.write(event))
        .isEqualTo(
            """
            {"kind":"Event","apiVersion":"v1",\
            "metadata":{"name":"web-0.1","namespace":"default","uid":"u","resourceVersion":"7",\
            "labels":{"l":"1"},"annotations":{"a":"2"},"ownerReferences":\
            [{"apiVersion":"v1","kind":"Pod","name":"web-0","uid":"","controller":true}]},\
            "involvedObject":{"kind":"Pod","namespace":"default","name":"web-0"},\
            "reason":"BackOff","message":"failed",\
            "source":{"component":"kubelet","host":"node-1"},\
            "firstTimestamp":"2026-01-01T00:00:07Z","lastTimestamp":"2026-01-01T00:00:07Z",\
            "count":1,"type":"Warning","eventTime":"2026-01-01T00:00:07.123456Z",\
            "series":{"count":3,"lastObservedTime":"2026-01-01T00:01:07.900000Z"},\
            "action":"Restarting",\
            "related":{"kind":"Node","name":"node-1","apiVersion":"v1"},\
            "reportingComponent":"kubelet","reportingInstance":"node-1"}""");
  }

  @Test
  void a_recorded_event_is_converted_to_events_v1_without_deprecated_members() {
    assertThat(events(recorded()))
        .isEqualTo(
            """
            {"kind":"Event","apiVersion":"events.k8s.io/v1",\
            "metadata":{"name":"web-0.1","namespace":"default"},\
            "eventTime":"2026-01-01T00:00:07.123456Z",\
            "reportingController":"kubelet","reportingInstance":"kubelet-node-1",\
            "action":"BackOff","reason":"BackOff",\
            "regarding":{"kind":"Pod","namespace":"default","name":"web-0"},\
            "note":"failed","type":"Warning"}""");
  }

  @Test
  void an_event_with_event_time_is_written_to_events_v1_unchanged() {
    String json = events(recorded().eventTime(LAST).count(5).lastTimestamp(null));
    assertThat(json)
        .contains("\"eventTime\":\"2026-01-01T00:01:07.900000Z\"")
        .contains("\"reportingInstance\":\"node-1\"")
        .endsWith(
            """
            "deprecatedSource":{"component":"kubelet","host":"node-1"},\
            "deprecatedFirstTimestamp":"2026-01-01T00:00:07Z","deprecatedCount":5}""")
        .doesNotContain("action", "series", "deprecatedLastTimestamp");
  }

  @Test
  void without_a_first_timestamp_the_last_is_the_event_time() {
    assertThat(events(recorded().firstTimestamp(null).lastTimestamp(LAST)))
        .contains("\"eventTime\":\"2026-01-01T00:01:07.900000Z\"");
  }

  @Test
  void a_count_from_two_on_becomes_a_series() {
    assertThat(events(recorded().count(2).lastTimestamp(LAST)))
        .contains("\"series\":{\"count\":2,\"lastObservedTime\":\"2026-01-01T00:01:07.900000Z\"}")
        .doesNotContain("deprecated");
    assertThat(events(recorded().count(1))).doesNotContain("series");
    assertThat(events(recorded().count(9).series(new EventSeries(4, LAST))))
        .contains("\"series\":{\"count\":4,");
  }

  @Test
  void a_series_without_last_timestamp_was_observed_at_event_time() {
    assertThat(events(recorded().count(2).lastTimestamp(null)))
        .contains("\"lastObservedTime\":\"2026-01-01T00:00:07.123456Z\"");
  }

  @Test
  void the_action_is_the_reason_only_if_there_is_none() {
    assertThat(events(recorded().action("Restarting"))).contains("\"action\":\"Restarting\"");
  }

  @Test
  void the_instance_is_controller_and_host() {
    assertThat(instance("kubelet", "", "kubelet", "node-1")).isEqualTo("kubelet-node-1");
    assertThat(instance("kubelet", "node-1", "kubelet", "node-1")).isEqualTo("kubelet-node-1");
    assertThat(instance("kubelet", "node-1", "", "")).isEqualTo("kubelet-node-1");
    assertThat(instance("kubelet", "kubelet-node-1", "", "")).isEqualTo("kubelet-node-1");
    assertThat(instance("kubelet", "kubelet", "", "")).isEqualTo("kubelet");
    assertThat(instance("kubelet", "", "", "")).isEqualTo("kubelet");
    assertThat(instance("kubelet", "my-own-id", "kubelet", "node-1")).isEqualTo("my-own-id");
    assertThat(instance("", "", "kubelet", "node-1")).isEqualTo("kubelet-node-1");
    assertThat(instance("", "node-1", "", "")).isEqualTo("node-1");
    assertThat(instance("", "", "", "")).isEqualTo("unknown");
  }

  private static String instance(String controller, String instance, String component, String h) {
    Event.Builder event =
        recorded()
            .reportingController(controller)
            .reportingInstance(instance)
            .source(new EventSource(component, h));
    return EventJson.read(events(event)).reportingInstance();
  }

  @Test
  void the_controller_is_the_sources_component_if_there_is_none() {
    assertThat(events(recorded().reportingController("")))
        .contains("\"reportingController\":\"kubelet\"");
  }

  @Test
  void halves_of_surrogate_pairs_are_replaced_as_go_does() {
    Event event = recorded().message("a\uD800b\uDC00\uD83D\uDE00\uD83D").build();
    assertThat(EventJson.read(EventJson.write(event)).message())
        .isEqualTo("a\uFFFDb\uFFFD\uD83D\uDE00\uFFFD");
  }

  @Test
  void control_characters_are_escaped_and_others_are_not() {
    assertThat(EventJson.write(recorded().message("\u0000\n\t\"\\/<é\uD83D\uDE00").build()))
        .contains("\"message\":\"\\u0000\\n\\t\\\"\\\\/<é\uD83D\uDE00\"");
  }

  @Test
  void a_time_that_json_cannot_express_is_an_error_that_names_the_field() {
    Event event = recorded().lastTimestamp(Instant.MAX).build();
    assertThatThrownBy(() -> EventJson.write(event))
        .isInstanceOf(EventJsonException.class)
        .hasMessageStartingWith("field lastTimestamp: is +1000000000-12-31T23:59:59")
        .hasMessageContaining("years 0 to 9999");
  }
}
