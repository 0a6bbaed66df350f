package io.eventrecorder.relay.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class StateRecordsTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final long NOW = 1_767_300_000_000L;
  private static final Event STATE =
      Event.builder()
          .name("web-0.5f3a")
          .namespace("shop")
          .uid("an identity that must not be written")
          .regarding(ObjectReference.of("Pod", "shop", "web-0"))
          .type("Warning")
          .reason("BackOff")
          .message("m")
          .count(7)
          .firstTimestamp(FIRST)
          .lastTimestamp(FIRST.plusSeconds(60))
          .build();

  private final StateRecords records = new StateRecords("events.correlated", EventApi.CORE_V1);

  private static Map<String, String> headers(Record<byte[], byte[]> of) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : of.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }

  @Test
  void a_state_is_a_cloud_event_with_a_revision_whose_source_is_its_scope() {
    Record<byte[], byte[]> record = records.of(STATE, "//clusters/eu-1", 4711, NOW);
    assertThat(new String(record.key(), UTF_8)).isEqualTo("//clusters/eu-1|shop|web-0.5f3a");
    assertThat(headers(record))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("ce_specversion", "1.0"),
                Map.entry("ce_id", "shop/web-0.5f3a/7"),
                Map.entry("ce_source", "//clusters/eu-1"),
                Map.entry("ce_type", "io.eventrecorder.event.updated"),
                Map.entry("ce_subject", "namespaces/shop/Pod/web-0"),
                Map.entry("ce_time", "2026-01-01T00:01:00.000000Z"),
                Map.entry("ce_reason", "BackOff"),
                Map.entry("ce_eventtype", "Warning"),
                Map.entry("ce_partitionkey", "//clusters/eu-1|shop|web-0.5f3a"),
                Map.entry("content-type", "application/json"),
                Map.entry("revision", "4711")));
    assertThat(EventJson.read(record.value())).isEqualTo(STATE.toBuilder().uid("").build());
  }

  /** The whole record as text, as a reader of the topic sees it. */
  private static String text(Record<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder(new String(record.key(), UTF_8)).append('\n');
    headers(record).forEach((name, value) -> text.append(name + ": " + value + '\n'));
    return text.append(new String(record.value(), UTF_8)).append('\n').toString();
  }

  @Test
  void a_first_occurrence_is_written_so_in_core_v1() {
    Event once =
        STATE.toBuilder()
            .count(1)
            .lastTimestamp(FIRST)
            .labels(Map.of("app", "web"))
            .source(new EventSource("kubelet", "node-1"))
            .build();
    assertThat(text(records.of(once, "//clusters/eu-1", 0, NOW)))
        .isEqualTo(
            """
            //clusters/eu-1|shop|web-0.5f3a
            ce_specversion: 1.0
            ce_id: shop/web-0.5f3a/1
            ce_source: //clusters/eu-1
            ce_type: io.eventrecorder.event.created
            ce_subject: namespaces/shop/Pod/web-0
            ce_time: 2026-01-01T00:00:00.000000Z
            ce_reason: BackOff
            ce_eventtype: Warning
            ce_partitionkey: //clusters/eu-1|shop|web-0.5f3a
            content-type: application/json
            revision: 0
            {"kind":"Event","apiVersion":"v1",\
            "metadata":{"name":"web-0.5f3a","namespace":"shop","labels":{"app":"web"}},\
            "involvedObject":{"kind":"Pod","namespace":"shop","name":"web-0"},\
            "reason":"BackOff","message":"m",\
            "source":{"component":"kubelet","host":"node-1"},\
            "firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:00:00Z",\
            "count":1,"type":"Warning","eventTime":null,\
            "reportingComponent":"","reportingInstance":""}
            """);
  }

  @Test
  void the_state_of_a_node_is_written_so_in_core_v1() {
    Event state =
        Event.builder()
            .name("5f3a0c1e-0000-5000-8000-000000000001")
            .namespace("default")
            .regarding(ObjectReference.builder().kind("Node").name("node-1").build())
            .type("Normal")
            .reason("Ready")
            .count(2)
            .firstTimestamp(FIRST)
            .lastTimestamp(FIRST.plusMillis(1500))
            .build();
    assertThat(text(records.of(state, "", Long.MAX_VALUE, NOW)))
        .isEqualTo(
            """
            |default|5f3a0c1e-0000-5000-8000-000000000001
            ce_specversion: 1.0
            ce_id: default/5f3a0c1e-0000-5000-8000-000000000001/2
            ce_source: eventrecorder
            ce_type: io.eventrecorder.event.updated
            ce_subject: Node/node-1
            ce_time: 2026-01-01T00:00:01.500000Z
            ce_reason: Ready
            ce_eventtype: Normal
            ce_partitionkey: |default|5f3a0c1e-0000-5000-8000-000000000001
            content-type: application/json
            revision: 9223372036854775807
            {"kind":"Event","apiVersion":"v1",\
            "metadata":{"name":"5f3a0c1e-0000-5000-8000-000000000001","namespace":"default"},\
            "involvedObject":{"kind":"Node","name":"node-1"},"reason":"Ready","source":{},\
            "firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:00:01Z",\
            "count":2,"type":"Normal","eventTime":null,\
            "reportingComponent":"","reportingInstance":""}
            """);
  }

  @Test
  void a_state_is_written_so_in_events_v1() {
    StateRecords events = new StateRecords("events.correlated", EventApi.EVENTS_V1);
    assertThat(text(events.of(STATE, "//clusters/eu-1", 42, NOW)))
        .isEqualTo(
            """
            //clusters/eu-1|shop|web-0.5f3a
            ce_specversion: 1.0
            ce_id: shop/web-0.5f3a/7
            ce_source: //clusters/eu-1
            ce_type: io.eventrecorder.event.updated
            ce_subject: namespaces/shop/Pod/web-0
            ce_time: 2026-01-01T00:01:00.000000Z
            ce_reason: BackOff
            ce_eventtype: Warning
            ce_partitionkey: //clusters/eu-1|shop|web-0.5f3a
            content-type: application/json
            revision: 42
            {"kind":"Event","apiVersion":"events.k8s.io/v1",\
            "metadata":{"name":"web-0.5f3a","namespace":"shop"},\
            "eventTime":"2026-01-01T00:00:00.000000Z",\
            "series":{"count":7,"lastObservedTime":"2026-01-01T00:01:00.000000Z"},\
            "reportingInstance":"unknown","action":"BackOff","reason":"BackOff",\
            "regarding":{"kind":"Pod","namespace":"shop","name":"web-0"},\
            "note":"m","type":"Warning"}
            """);
  }

  @Test
  void the_time_of_the_record_is_not_that_of_the_event() {
    assertThat(records.of(STATE, "s", 1, NOW).timestamp()).isEqualTo(NOW);
  }

  @Test
  void an_event_that_happened_once_is_created() {
    Event once = STATE.toBuilder().count(1).build();
    assertThat(headers(records.of(once, "s", 1, NOW)))
        .containsEntry("ce_type", "io.eventrecorder.event.created");
  }

  @Test
  void scopes_alternate() {
    for (String scope : new String[] {"//a", "//b", "//a", ""}) {
      Record<byte[], byte[]> record = records.of(STATE, scope, 1, NOW);
      assertThat(new String(record.key(), UTF_8)).isEqualTo(scope + "|shop|web-0.5f3a");
      assertThat(headers(record))
          .containsEntry("ce_source", scope.isEmpty() ? "eventrecorder" : scope);
    }
  }

  @Test
  void a_state_without_a_json_form_is_an_exception() {
    Event state = STATE.toBuilder().lastTimestamp(Instant.MAX).build();
    assertThatThrownBy(() -> records.of(state, "s", 1, NOW)).isInstanceOf(RuntimeException.class);
    assertThat(Objects.requireNonNull(records.of(STATE, "s", 1, NOW).value())).isNotEmpty();
  }
}
