package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import io.eventrecorder.sink.kafka.KafkaEventSink.Mode;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import io.eventrecorder.testkit.EventArbitraries;
import io.eventrecorder.testkit.ManualClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The content of records, read by the CloudEvents SDK. */
class RecordFormatTest {
  private final ManualClock clock = new ManualClock();
  private final LongAdder keyFailures = new LongAdder();
  private String source = "https://cluster-1.example";
  private KeyBy key = KeyBy.OBJECT;
  private @Nullable KafkaRecordKey customKey;
  private EventApi api = EventApi.CORE_V1;
  private Mode mode = Mode.BINARY;
  private boolean tombstones;

  @Test
  void the_value_is_the_event_in_the_chosen_api() {
    assertThat(record(Events.everything()).value())
        .isEqualTo(EventJson.writeBytes(Events.everything(), EventApi.CORE_V1));
    api = EventApi.EVENTS_V1;
    assertThat(record(Events.everything()).value())
        .isEqualTo(EventJson.writeBytes(Events.everything(), EventApi.EVENTS_V1));
  }

  @Test
  void the_headers_are_a_cloud_event() {
    CloudEvent event = read(record(Events.everything()));

    assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(event.getId()).isEqualTo("fd0547e3/4");
    assertThat(event.getType()).isEqualTo("io.eventrecorder.event.updated");
    assertThat(event.getSource()).hasToString("https://cluster-1.example");
    assertThat(event.getSubject()).isEqualTo("v1/namespaces/shop/Pod/web-0");
    assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-01-01T00:05:01.123456Z"));
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getExtension("reason")).isEqualTo("BackOff");
    assertThat(event.getExtension("eventtype")).isEqualTo("Warning");
    assertThat(event.getExtension("partitionkey"))
        .isEqualTo("https://cluster-1.example|shop|Pod|web-0|26ad33eb");
    assertThat(event.getExtension("traceparent"))
        .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  @Test
  void an_empty_attribute_has_no_header() {
    CloudEvent event = read(record(Event.builder().name("e").namespace("n").build()));

    assertThat(event.getExtensionNames()).containsExactly("partitionkey");
    assertThat(event.getSubject()).isNull();
    assertThat(event.getTime()).isNull();
  }

  @Test
  void the_id_is_the_same_for_a_retry_and_differs_for_the_next_occurrence() {
    Event first = Events.backOff();
    Event second = first.toBuilder().count(2).build();
    Event third = second.toBuilder().series(new EventSeries(3, Events.LAST)).build();

    assertThat(read(record(first)).getId()).isEqualTo("shop/web-0.187a/1");
    assertThat(read(record(first.toBuilder().count(0).build())).getId())
        .isEqualTo("shop/web-0.187a/1");
    assertThat(read(record(second)).getId()).isEqualTo("shop/web-0.187a/2");
    assertThat(read(record(third)).getId()).isEqualTo("shop/web-0.187a/3");
  }

  @Test
  void an_event_that_was_written_or_has_happened_before_is_an_update() {
    Event first = Events.backOff();

    assertThat(type(format().record(first, false))).isEqualTo("io.eventrecorder.event.created");
    assertThat(type(format().record(first, true))).isEqualTo("io.eventrecorder.event.updated");
    assertThat(type(format().record(first.toBuilder().count(2).build(), false)))
        .isEqualTo("io.eventrecorder.event.updated");
  }

  @Test
  void without_a_configured_source_the_reporter_is_the_source() {
    source = "";
    RecordFormat format = format();
    Event event = Events.backOff();

    assertThat(read(format.record(event, false)).getSource()).hasToString("kubelet");
    Event odd = event.toBuilder().reportingController("a:b c/ü|").build();
    assertThat(read(format.record(odd, false)).getSource()).hasToString("a%3Ab%20c/%C3%BC%7C");
    assertThat(read(format.record(event, false)).getSource()).hasToString("kubelet");
    Event withoutReporter = Event.builder().name("e").build();
    assertThat(read(format.record(withoutReporter, false)).getSource())
        .hasToString("eventrecorder");
    assertThat(key(format.record(event, false))).isEqualTo("|shop|Pod|web-0|26ad33eb");
  }

  @Test
  void keys_of_different_objects_differ() {
    ObjectReference pod = Events.backOff().regarding();
    Event one = Events.backOff().toBuilder().regarding(pod.toBuilder().name("a|b").build()).build();

    assertThat(key(record(one))).isEqualTo("https://cluster-1.example|shop|Pod|a%7Cb|26ad33eb");
    Event escaped = one.toBuilder().regarding(pod.toBuilder().name("a%7Cb").build()).build();
    assertThat(key(record(escaped)))
        .isEqualTo("https://cluster-1.example|shop|Pod|a%257Cb|26ad33eb");
  }

  @Test
  void the_key_of_an_event_is_its_source_namespace_and_name() {
    key = KeyBy.EVENT;
    assertThat(key(record(Events.backOff())))
        .isEqualTo("https://cluster-1.example|shop|web-0.187a");
  }

  @Test
  void the_applications_key_may_be_any_text_or_null() {
    customKey = event -> event.reason() + " ü";
    assertThat(key(record(Events.backOff()))).isEqualTo("BackOff ü");

    customKey = event -> null;
    ProducerRecord<byte[], byte[]> record = record(Events.backOff());
    assertThat(record.key()).isNull();
    assertThat(record.headers().lastHeader("ce_partitionkey")).isNull();
  }

  @Test
  void a_key_function_that_throws_loses_no_event() {
    customKey =
        event -> {
          throw new IllegalStateException("boom");
        };

    assertThat(key(record(Events.backOff()))).contains("|Pod|web-0|");
    assertThat(keyFailures.sum()).isEqualTo(1);
  }

  @Test
  void the_record_has_the_time_of_the_last_occurrence() {
    Event event = Events.backOff();
    assertThat(record(event).timestamp()).isEqualTo(Events.LAST.toEpochMilli());
    Event series = event.toBuilder().series(new EventSeries(2, Events.LAST.plusSeconds(9))).build();
    assertThat(record(series).timestamp()).isEqualTo(Events.LAST.toEpochMilli() + 9000);
    Event first = event.toBuilder().lastTimestamp(null).build();
    assertThat(record(first).timestamp()).isEqualTo(Events.FIRST.toEpochMilli());
    Event timeless = first.toBuilder().firstTimestamp(null).build();
    assertThat(record(timeless).timestamp()).isEqualTo(clock.instant().toEpochMilli());
    Event old = event.toBuilder().lastTimestamp(Instant.parse("1969-12-31T00:00:00Z")).build();
    assertThat(record(old).timestamp()).isZero();
  }

  @Test
  void structured_mode_has_attributes_and_event_in_the_value() {
    mode = Mode.STRUCTURED;
    Event event =
        Events.everything().toBuilder().reason("say \"\\hi\u0001\ud800\u202e\u2028").build();
    ProducerRecord<byte[], byte[]> record = record(event);

    assertThat(record.headers()).hasSize(1);
    assertThat(new String(record.headers().lastHeader("content-type").value(), UTF_8))
        .isEqualTo("application/cloudevents+json; charset=UTF-8");
    JsonNode json = JsonMapper.shared().readTree(record.value());
    assertThat(json.get("id").asString()).isEqualTo("fd0547e3/4");
    assertThat(json.get("reason").asString()).isEqualTo("say \"\\hi\ufffd\ufffd\u202e\u2028");
    assertThat(new String(record.value(), UTF_8)).doesNotContainPattern("[\\u2028\\u202e]");
    assertThat(json.get("datacontenttype").asString()).isEqualTo("application/json");
    assertThat(EventJson.read(json.get("data").toString()).name()).isEqualTo(event.name());
  }

  @Test
  void an_event_that_is_being_deleted_becomes_a_tombstone_only_on_request() {
    key = KeyBy.EVENT;
    Event deleted =
        Events.backOff().toBuilder()
            .unknownFields(Map.of("/metadata/deletionTimestamp", "\"2026-01-01T01:00:00Z\""))
            .build();
    assertThat(record(deleted).value()).isNotNull();

    tombstones = true;
    ProducerRecord<byte[], byte[]> tombstone = record(deleted);
    assertThat(tombstone.value()).isNull();
    assertThat(tombstone.key()).isEqualTo(record(Events.backOff()).key());
    assertThat(type(tombstone)).isEqualTo("io.eventrecorder.event.deleted");
    assertThat(read(tombstone).getId()).isEqualTo("shop/web-0.187a/1/deleted");
    assertThat(record(Events.backOff()).value()).isNotNull();
  }

  @Test
  void an_event_without_a_json_form_fails() {
    Event event = Events.backOff().toBuilder().lastTimestamp(Instant.MAX).build();
    assertThatThrownBy(() -> record(event)).isInstanceOf(EventJsonException.class);
  }

  @Test
  void an_impossible_time_that_only_the_headers_contain_is_rejected() {
    api = EventApi.EVENTS_V1; // This form has no last time of a single event.
    for (Instant impossible : List.of(Instant.MAX, Instant.MIN)) {
      Event event = Events.backOff().toBuilder().lastTimestamp(impossible).build();
      assertThatThrownBy(() -> record(event))
          .isInstanceOfSatisfying(
              SinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
    }
  }

  @Property(tries = 300)
  void every_event_becomes_a_cloud_event_whose_value_matches_the_schema(
      @ForAll("events") Event event, @ForAll("sources") String anySource) {
    source = anySource;
    for (EventApi form : EventApi.values()) {
      api = form;
      ProducerRecord<byte[], byte[]> record = record(event);
      CloudEventData data = read(record).getData();
      assertThat(data).isNotNull();
      Schemas.assertValid(form, new String(data.toBytes(), UTF_8));
    }
  }

  /** An empty source, so that the reporter is the source, or any text that a user may set. */
  @Provide
  Arbitrary<String> sources() {
    Arbitrary<String> texts = Arbitraries.strings().withChars("a1-/:%[]#?@ é").ofMaxLength(8);
    return Arbitraries.oneOf(Arbitraries.of("", "https://cluster-1.example/%20"), texts);
  }

  @Property(tries = 300)
  void every_reporter_becomes_a_valid_source(@ForAll("sources") String reporter) {
    source = "";
    Event event = Events.backOff().toBuilder().reportingController(reporter).build();
    assertThat(read(record(event)).getSource()).isNotNull();
  }

  @Test
  void a_key_of_the_application_is_not_changed() {
    customKey = event -> "shop\u001fweb-0\t\0é";
    ProducerRecord<byte[], byte[]> record = record(Events.backOff());
    assertThat(key(record)).isEqualTo("shop\u001fweb-0\t\0é");
    assertThat(read(record).getExtension("partitionkey")).isEqualTo("shop\ufffdweb-0\ufffd\ufffdé");
  }

  @Test
  void records_of_one_object_share_the_bytes_of_its_key() {
    ObjectReference pod = Events.backOff().regarding();
    ObjectReference later = pod.toBuilder().resourceVersion("9").fieldPath("").build();
    RecordFormat format = format();

    byte[] first = format.record(about(pod), false).key();

    assertThat(format.record(about(later), false).key()).isSameAs(first);
  }

  @Test
  void records_of_objects_that_differ_in_one_text_do_not_share_theirs() {
    ObjectReference pod = Events.backOff().regarding();
    List<ObjectReference> objects =
        List.of(
            pod,
            pod.toBuilder().apiVersion("v2").build(),
            pod.toBuilder().kind("Job").build(),
            pod.toBuilder().namespace("bank").build(),
            pod.toBuilder().name("web-1").build(),
            pod.toBuilder().uid("1").build());
    RecordFormat format = format();

    assertThat(objects)
        .allSatisfy(
            object -> {
              ProducerRecord<byte[], byte[]> record = format.record(about(object), false);
              ProducerRecord<byte[], byte[]> fresh = record(about(object));
              assertThat(record.key()).isEqualTo(fresh.key());
              assertThat(read(record)).isEqualTo(read(fresh));
            });
  }

  private static Event about(ObjectReference object) {
    return Events.backOff().toBuilder().regarding(object).build();
  }

  @Provide
  Arbitrary<Event> events() {
    return EventArbitraries.any();
  }

  private RecordFormat format() {
    RecordFormat.Settings settings =
        new RecordFormat.Settings("events", source, api, mode, tombstones);
    return new RecordFormat(
        settings,
        new RecordKeys(new RecordKeys.Rule(key, customKey), false, source, keyFailures),
        clock);
  }

  private ProducerRecord<byte[], byte[]> record(Event event) {
    return format().record(event, false);
  }

  private static CloudEvent read(ProducerRecord<byte[], byte[]> record) {
    return KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();
  }

  private static String type(ProducerRecord<byte[], byte[]> record) {
    return read(record).getType();
  }

  private static String key(ProducerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }
}
