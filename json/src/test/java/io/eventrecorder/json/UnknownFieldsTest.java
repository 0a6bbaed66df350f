package io.eventrecorder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.ObjectReference;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownFieldsTest {
  private static final String CORE =
      """
      {"kind":"Event","apiVersion":"v1","metadata":{"name":"n","ownerReferences":\
      [{"apiVersion":"","kind":"","name":"","uid":""},\
      {"apiVersion":"","kind":"","name":"","uid":"","o":[]}],\
      "generateName":"n-","creationTimestamp":null,"managedFields":[{"f":{"f:a":{}}}]},\
      "involvedObject":{"r":1.50},"source":{"s":-0},"firstTimestamp":null,"lastTimestamp":null,\
      "eventTime":"2026-01-01T00:00:00.000000Z",\
      "series":{"count":2,"lastObservedTime":null,"state":"Ongoing"},"related":{"d":1e400},\
      "reportingComponent":"","reportingInstance":"","a/b~c":12345678901234567890123}""";

  private static Event event(String pointer, String json) {
    return Event.builder().unknownFields(Map.of(pointer, json)).build();
  }

  @Test
  void unknown_members_are_kept_by_json_pointer_with_the_names_of_event() {
    assertThat(EventJson.read(CORE).unknownFields())
        .containsOnly(
            entry("/metadata/ownerReferences/1/o", "[]"),
            entry("/metadata/generateName", "\"n-\""),
            entry("/metadata/creationTimestamp", "null"),
            entry("/metadata/managedFields", "[{\"f\":{\"f:a\":{}}}]"),
            entry("/regarding/r", "1.50"),
            entry("/source/s", "-0"),
            entry("/series/state", "\"Ongoing\""),
            entry("/related/d", "1e400"),
            entry("/a~1b~0c", "12345678901234567890123"));
  }

  @Test
  void unknown_members_are_written_back_in_the_same_place_in_both_apis() {
    Event event = EventJson.read(CORE);
    assertThat(EventJson.write(event)).isEqualTo(CORE);
    String events = EventJson.write(event, EventApi.EVENTS_V1);
    assertThat(events)
        .contains("\"regarding\":{\"r\":1.50}", "\"deprecatedSource\":{\"s\":-0}")
        .endsWith(",\"a/b~c\":12345678901234567890123}");
    assertThat(EventJson.read(events)).isEqualTo(event);
  }

  @Test
  void white_space_between_tokens_is_not_kept() {
    Event event =
        EventJson.read(
            "{\"kind\":\"Event\", \"foo\" : { \"a b\" :\n\t[ 1 , \"x \\\" y\\\\\" ]\r\n} }");
    assertThat(event.unknownFields())
        .containsExactly(entry("/foo", "{\"a b\":[1,\"x \\\" y\\\\\"]}"));
  }

  @Test
  void an_unknown_member_is_left_out_if_the_api_has_another_member_of_that_name() {
    Event event =
        EventJson.read("{\"kind\":\"Event\",\"message\":\"m\",\"note\":1,\"apiVersion\":\"v1\"}");
    assertThat(EventJson.write(event)).contains("\"note\":1");
    assertThat(EventJson.write(event, EventApi.EVENTS_V1))
        .contains("\"note\":\"m\"")
        .doesNotContain("\"note\":1");
  }

  @Test
  void an_unknown_member_is_left_out_if_its_object_is_missing() {
    Event event = event("/series/state", "1");
    assertThat(EventJson.write(event)).doesNotContain("state");
    assertThat(EventJson.write(event.toBuilder().series(new EventSeries(2, null)).build()))
        .contains("\"state\":1");
    assertThat(EventJson.write(event("/related/x", "1"))).doesNotContain("\"x\"");
    assertThat(EventJson.write(event("/metadata/ownerReferences/0/x", "1")))
        .doesNotContain("\"x\"");
  }

  @Test
  void unknown_members_of_a_source_that_the_conversion_drops_are_left_out() {
    assertThat(EventJson.write(event("/source/x", "1"), EventApi.EVENTS_V1))
        .doesNotContain("deprecatedSource", "\"x\"");
  }

  @Test
  void unknown_members_that_an_application_sets_are_checked() {
    assertRefused("/foo", "{\"a\":", "field /foo: is not JSON");
    assertRefused("/foo", "", "field /foo: is empty");
    assertRefused("/foo", "1,\"kind\":2", "field /foo: is");
    assertRefused("/foo", "1 2", "more than one JSON value");
    assertRefused("foo", "1", "use a JSON Pointer");
    assertRefused("/labels/foo", "1", "use a JSON Pointer");
    assertThat(EventJson.write(event("/foo", "{ \"a\" :\n 1 }"))).endsWith(",\"foo\":{\"a\":1}}");
  }

  @Test
  void unknown_members_of_each_reference_are_kept_apart() {
    Event event =
        EventJson.read(
            "{\"involvedObject\":{\"name\":\"a\"},\"related\":{\"name\":\"b\",\"x\":0}}");
    assertThat(event.regarding()).isEqualTo(ObjectReference.of("", "", "a"));
    assertThat(event.unknownFields()).containsOnlyKeys("/related/x");
  }

  private static void assertRefused(String pointer, String json, String message) {
    assertThatThrownBy(() -> EventJson.write(event(pointer, json)))
        .isInstanceOf(EventJsonException.class)
        .hasMessageContaining(message);
  }
}
