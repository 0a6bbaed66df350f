package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonReadTest {
  /** Objects without a kind get an involvedObject, so that they are events. */
  private static EventJsonException failure(String text) {
    boolean event = text.startsWith("{\"") && !text.startsWith("{\"kind\"");
    boolean regarded = text.startsWith("{\"involvedObject\"");
    String json = event && !regarded ? "{\"involvedObject\":{}," + text.substring(1) : text;
    EventJsonException e =
        catchThrowableOfType(EventJsonException.class, () -> EventJson.read(json));
    assertThat(e).as(json).isNotNull();
    assertThat(e.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(700);
    return e;
  }

  @Test
  void events_v1_has_other_names_for_the_same_fields() {
    Event event =
        EventJson.read(
            """
            {"apiVersion":"events.k8s.io/v1beta1","kind":"Event","regarding":{"name":"web-0"},
             "note":"n","reportingController":"c","deprecatedCount":3,
             "deprecatedSource":{"component":"k","host":"h"},
             "deprecatedFirstTimestamp":"2026-01-01T00:00:01Z",
             "deprecatedLastTimestamp":"2026-01-01T00:00:02Z"}""");
    assertThat(event.regarding().name()).isEqualTo("web-0");
    assertThat(event.message()).isEqualTo("n");
    assertThat(event.reportingController()).isEqualTo("c");
    assertThat(event.count()).isEqualTo(3);
    assertThat(event.source()).isEqualTo(new EventSource("k", "h"));
    assertThat(event.firstTimestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
    assertThat(event.lastTimestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:02Z"));
    assertThat(event.unknownFields()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"kind\":\"Event\",\"note\":\"n\",\"message\":\"m\",\"apiVersion\":\"v1\"} | m",
        "{\"kind\":\"Event\",\"note\":\"n\",\"message\":\"m\",\"apiVersion\":\"events.k8s.io/v1\"} | n",
        "{\"regarding\":{},\"message\":\"m\"} | m",
        "{\"regarding\":{},\"note\":\"n\"} | n",
        "{\"kind\":\"Event\",\"note\":\"n\"} | n",
        "{\"kind\":\"Event\",\"message\":\"m\"} | m"
      })
  void the_api_is_that_of_api_version_or_else_that_of_the_members(String json, String message) {
    assertThat(EventJson.read(json).message()).isEqualTo(message);
  }

  @Test
  void members_of_the_other_api_are_unknown_and_may_be_anything() {
    Event event =
        EventJson.read("{\"kind\":\"Event\",\"note\":5,\"message\":\"m\",\"apiVersion\":\"v1\"}");
    assertThat(event.unknownFields()).containsOnlyKeys("/note").containsEntry("/note", "5");
  }

  @Test
  void null_is_the_same_as_missing() {
    assertThat(
            EventJson.read(
                """
                {"kind":"Event","apiVersion":null,"involvedObject":null,"related":null,"source":null,
                 "series":null,"message":null,"count":null,"firstTimestamp":null,
                 "metadata":{"name":null,"labels":null,"ownerReferences":null}}"""))
        .isEqualTo(EventJson.read("{\"kind\":\"Event\"}"))
        .isEqualTo(Event.builder().build());
  }

  @Test
  void an_empty_related_is_not_no_related() {
    Event event = EventJson.read("{\"kind\":\"Event\",\"related\":{},\"series\":{}}");
    assertThat(event.related()).isEqualTo(ObjectReference.empty());
    assertThat(EventJson.write(event))
        .contains("\"related\":{}", "\"series\":{\"lastObservedTime\":null}");
  }

  @Test
  void times_keep_their_nanoseconds_in_utc() {
    assertThat(
            EventJson.read(
                "{\"kind\":\"Event\",\"lastTimestamp\":\"2026-01-01T01:00:00.123456789+01:00\"}"))
        .extracting(Event::lastTimestamp)
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.123456789Z"));
  }

  @Test
  void escaped_halves_of_surrogate_pairs_are_replaced_as_go_does() {
    assertThat(
            EventJson.read("{\"kind\":\"Event\",\"message\":\"\\ud800 \\ude00 \\ud83d\\ude00\"}")
                .message())
        .isEqualTo("\uFFFD \uFFFD \uD83D\uDE00");
    assertThat(EventJson.read("{\"kind\":\"Event\",\"message\":\"\uD800\"}").message())
        .isEqualTo("\uFFFD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"count\":\"3\"} | count | a whole number (32 bit), is text; write it without quotes",
        "{\"count\":2147483648} | count | a whole number (32 bit), is 2147483648;",
        "{\"count\":-2147483649} | count | is -2147483649;",
        "{\"count\":1.0} | count | is 1.0;",
        "{\"count\":1e3} | count | is 1e3;",
        "{\"count\":true} | count | is true;",
        "{\"series\":{\"count\":[]}} | series.count | is an array",
        "{\"series\":[]} | series | must be an object, is an array",
        "{\"series\":{\"lastObservedTime\":1}} | series.lastObservedTime | must be a time",
        "{\"eventTime\":\"yesterday\"} | eventTime | is \"yesterday\"; write it as RFC 3339 says",
        "{\"involvedObject\":{\"name\":1}} | involvedObject.name | must be text, is 1; put it in",
        "{\"message\":{}} | message | must be text, is an object",
        "{\"metadata\":\"x\"} | metadata | must be an object, is text",
        "{\"metadata\":{\"labels\":{\"app\":1}}} | metadata.labels.app | must be text",
        "{\"metadata\":{\"labels\":[]}} | metadata.labels | must be an object",
        "{\"metadata\":{\"ownerReferences\":{}}} | metadata.ownerReferences | must be an array",
        "{\"metadata\":{\"ownerReferences\":[{},{\"controller\":\"x\"}]}}"
            + " | metadata.ownerReferences[1].controller | must be true or false, is text",
        "{\"kind\":\"Pod\"} | kind | must be Event, is Pod; only events can be read",
        "{\"kind\":\"List\",\"items\":[]} | kind | must be Event, is List; only events",
        "{\"kind\":7} | kind | must be text",
        "{\"apiVersion\":\"v2\"} | apiVersion | must be v1 or events.k8s.io/v1, is v2",
        "{\"type\":\"a\",\"type\":\"b\"} | type | Duplicate",
        "{\"foo\":{\"a\":1,\"a\":2}} | foo.a | Duplicate",
        "{\"type\":tru} | type | is not JSON; correct it here",
        "{\"type\":\"a\" \"b\"} | type | is not JSON",
        "{\"count\":1,} | count | is not JSON",
        "{\"foo\":01} | foo | is not JSON",
        "{\"foo\":\"\\x\"} | foo | is not JSON",
        "{\"type\":\"a\"}{} | `` | more than one JSON value; read each",
        "{\"type\":\"a\"} x | `` | is not JSON",
        "[] | `` | must be a JSON object",
        "{ | `` | is not JSON"
      })
  void an_error_names_the_field_and_the_remedy(String json, String field, String message) {
    EventJsonException e = failure(json);
    assertThat(e.field()).isEqualTo(field);
    assertThat(e).hasMessageContaining(message);
    assertThat(e.line()).isEqualTo(1);
    assertThat(e.getMessage()).startsWith("line 1, column " + e.column());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483647", "-2147483648", "0", "-0"})
  void whole_numbers_of_32_bits_are_read(String number) {
    assertThat(EventJson.read("{\"kind\":\"Event\",\"count\":" + number + "}").count())
        .isEqualTo(Integer.parseInt(number));
  }

  @Test
  void line_and_column_point_at_the_value_in_characters() {
    EventJsonException e =
        failure("\n{\"kind\":\"Event\",\n  \"reason\": \"é\uD83D\uDE00\", \"count\": \"x\"}");
    assertThat(e)
        .hasMessageStartingWith("line 3, column 28, field count: must be a whole number (32 bit)");
    assertThat(e.line()).isEqualTo(3);
    assertThat(e.column()).isEqualTo(28);
  }

  @Test
  void an_error_message_is_one_short_line_for_every_value() {
    String huge = "x\\n\\u001b\\u202e".repeat(100_000);
    assertThat(failure("{\"eventTime\":\"" + huge + "\"}"))
        .hasMessageContaining("is \"x\\n\\u001b\\u202e")
        .hasMessageContaining("RFC 3339");
    failure("{\"kind\":\"" + huge + "\"}");
    failure("{\"apiVersion\":\"" + huge + "\"}");
    failure("{\"count\":" + "9".repeat(100_000) + "}");
    failure("{\"type\":" + "x".repeat(100_000) + "}");
    failure("{\"metadata\":{\"labels\":{\"" + "\\n\\u202e".repeat(1000) + "\":1}}}");
  }

  @Test
  void empty_input_is_an_error() {
    assertThat(failure("")).hasMessage("line 1, column 1: is empty; an event is a JSON object");
    assertThat(failure(" \n ").line()).isEqualTo(2);
  }

  @Test
  void a_byte_order_mark_of_utf8_is_skipped() {
    assertThat(
            EventJson.read("\uFEFF{\"kind\":\"Event\",\"type\":\"Normal\"}".getBytes(UTF_8)).type())
        .isEqualTo("Normal");
  }

  @Test
  void input_that_is_not_utf8_is_refused() {
    byte[] latin = "{\"reason\":\"ok\",\n\"message\":\"caf\u00e9\"}".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> EventJson.read(latin))
        .hasMessage("line 2, column 15: is not UTF-8 (byte 0xE9); write the input in UTF-8");
    byte[] overlong = "{\"foo\":\"\u00c0\u0080\"}".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> EventJson.read(overlong)).hasMessageContaining("byte 0xC0");
    byte[] half = "{\"foo\":\"\u00ed\u00a0\u0080\"}".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> EventJson.read(half)).hasMessageContaining("byte 0xED");
    assertThatThrownBy(() -> EventJson.read("{\"kind\":\"Event\",\"a\":1}".getBytes(UTF_16)))
        .isInstanceOf(EventJsonException.class)
        .hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> EventJson.read("{\"kind\":\"Event\",\"a\":1}".getBytes(UTF_16LE)))
        .isInstanceOf(EventJsonException.class)
        .hasMessageContaining("not UTF-8 (byte 0x00)");
  }

  @Test
  void deep_nesting_is_refused_without_overflow() {
    String deep = "{\"foo\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(failure(deep)).hasMessageContaining("nested too deep");
    assertThat(
            EventJson.read("{\"kind\":\"Event\",\"foo\":" + "[".repeat(99) + "]".repeat(99) + "}")
                .unknownFields())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"foo\":1}",
        "{\"kind\":\"\",\"apiVersion\":\"v1\"}",
        "{\"kind\":null,\"involvedObject\":null}",
        "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Event\",\"involvedObject\":{}}}",
        "{\"level\":\"info\",\"message\":\"m\",\"time\":\"2026-01-01T00:00:00Z\"}",
        "{\"metadata\":{\"name\":\"a\"},\"reason\":\"r\",\"type\":\"Normal\",\"count\":1}"
      })
  void an_object_without_kind_and_reference_is_not_an_event(String json) {
    assertThatThrownBy(() -> EventJson.read(json))
        .isInstanceOf(EventJsonException.class)
        .hasMessage(
            "line 1, column 1: is not an event; an event has the kind Event, or an involvedObject"
                + " or regarding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"Event\"}",
        "{\"involvedObject\":{}}",
        "{\"kind\":null,\"regarding\":{\"name\":\"a\"}}",
        "{\"message\":\"m\",\"kind\":\"\",\"involvedObject\":{\"name\":\"a\"}}"
      })
  void an_object_with_the_kind_or_a_reference_is_an_event(String json) {
    assertThat(EventJson.read(json)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00.000000Z",
        "0001-01-01T02:00:00+02:00",
        "0000-12-31T19:00:00-05:00"
      })
  void the_zero_time_of_go_is_read_as_not_set(String zero) {
    String core =
        """
        {"kind":"Event","firstTimestamp":"0","lastTimestamp":"0","eventTime":"0",
         "series":{"count":2,"lastObservedTime":"0"}}""";
    String newer =
        """
        {"kind":"Event","apiVersion":"events.k8s.io/v1","deprecatedFirstTimestamp":"0",
         "deprecatedLastTimestamp":"0","eventTime":"0","series":{"lastObservedTime":"0"}}""";
    for (String json : new String[] {core, newer}) {
      Event event = EventJson.read(json.replace("\"0\"", '"' + zero + '"'));
      assertThat(event.firstTimestamp()).isNull();
      assertThat(event.lastTimestamp()).isNull();
      assertThat(event.eventTime()).isNull();
      assertThat(event.series()).isNotNull();
      assertThat(event.series().lastObservedTime()).isNull();
    }
  }

  @Test
  void a_time_close_to_the_zero_time_is_read_as_set() {
    assertThat(
            EventJson.read("{\"kind\":\"Event\",\"lastTimestamp\":\"0001-01-01T00:00:01Z\"}")
                .lastTimestamp())
        .isEqualTo(Instant.parse("0001-01-01T00:00:01Z"));
  }

  @Test
  void the_caller_limits_the_depth() {
    byte[] json = "{\"kind\":\"Event\",\"foo\":{\"a\":[{}]}}".getBytes(UTF_8);
    assertThat(EventJson.read(json, 4).unknownFields()).containsOnlyKeys("/foo");
    assertThatThrownBy(() -> EventJson.read(json, 3))
        .isInstanceOf(EventJsonException.class)
        .hasMessageContaining("nested too deep");
    assertThatThrownBy(() -> EventJson.read(json, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("maxDepth must be 1 to 10000, is 0");
  }
}
