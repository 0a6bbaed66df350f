package io.eventrecorder.relay.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
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
