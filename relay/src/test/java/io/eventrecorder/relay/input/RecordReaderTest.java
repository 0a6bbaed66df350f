package io.eventrecorder.relay.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.relay.input.Incoming.Admitted;
import io.eventrecorder.relay.input.Incoming.Dead;
import io.eventrecorder.relay.input.Incoming.Ignored;
import io.eventrecorder.relay.input.OccurrenceId.Absent;
import io.eventrecorder.relay.input.OccurrenceId.Foreign;
import io.eventrecorder.relay.input.OccurrenceId.Sequence;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  private static final String UID = "00000000-0001-8005-8000-000000000009";
  private static final String SERVER_UID = "26ad33eb-5f3a-4c0e-9d7e-0123456789ab";
  private static final String POD =
      "'involvedObject':{'kind':'Pod','namespace':'shop','name':'web-0'}";
  private static final String TIMES =
      "'firstTimestamp':'2026-01-01T00:00:00Z','lastTimestamp':'2026-01-01T00:05:00Z'";

  private RecordReader reader = new RecordReader(Map.of(), InputLimits.standard());

  private static String event(String metadata, String more) {
    return ("{'metadata':{" + metadata + "}," + POD + ",'reason':'BackOff'" + more + "}")
        .replace('\'', '"');
  }

  private static String counted(int count) {
    return ",'count':" + count + "," + TIMES;
  }

  private static Records.Maker json(String text) {
    return Records.value(text.getBytes(UTF_8));
  }

  private static Records.Maker cloudEvent(String id, String text) {
    return json(text)
        .header("ce_specversion", "1.0")
        .header("ce_id", id)
        .header("ce_source", "//clusters/eu-1")
        .header("ce_type", "io.eventrecorder.event.created");
  }

  private Incoming read(Records.Maker maker) {
    return read(maker.record());
  }

  private Incoming read(ConsumerRecord<byte[], byte[]> taken) {
    return reader.read(taken, Records.NOW);
  }

  private Admitted admitted(Records.Maker maker) {
    Incoming incoming = read(maker);
    assertThat(incoming).isInstanceOf(Admitted.class);
    return (Admitted) incoming;
  }

  private Dead dead(Records.Maker maker) {
    Incoming incoming = read(maker);
    assertThat(incoming).isInstanceOf(Dead.class);
    return (Dead) incoming;
  }

  @Test
  void an_event_of_a_recorder_has_the_number_of_its_uid_and_the_source_as_scope() {
    Admitted event =
        admitted(
            cloudEvent(UID + "/1", event("'uid':'" + UID + "','namespace':'shop'", counted(1))));
    assertThat(event.id()).isEqualTo(new Sequence(1 << 10 | 1, 1L << 62 | 9, 1));
    assertThat(event.scope()).isEqualTo("//clusters/eu-1");
    assertThat(event.event().isFromElsewhere()).isFalse();
    assertThat(event.event().lastTimestamp()).isEqualTo("2026-01-01T00:05:00Z");
  }

  @Test
  void a_state_of_a_recorder_that_counts_is_one_occurrence_with_a_count_in_its_id() {
    Admitted event =
        admitted(
            cloudEvent(UID + "/7", event("'uid':'" + UID + "','namespace':'shop'", counted(7))));
    assertThat(event.id()).isEqualTo(new Sequence(1 << 10 | 1, 1L << 62 | 9, 7));
    assertThat(event.event().count()).isEqualTo(1);
    assertThat(event.event().isFromElsewhere()).isFalse();
  }

  @Test
  void states_of_an_event_without_a_uid_have_one_id_and_different_counts() {
    OccurrenceId first =
        admitted(cloudEvent("shop/web-0.1/1", event("'name':'web-0.1'", counted(1)))).id();
    OccurrenceId fifth =
        admitted(cloudEvent("shop/web-0.1/5", event("'name':'web-0.1'", counted(5)))).id();
    OccurrenceId other =
        admitted(cloudEvent("shop/web-0.2/5", event("'name':'web-0.2'", counted(5)))).id();
    assertThat(first).isInstanceOf(Foreign.class);
    Foreign id = (Foreign) first;
    assertThat(id.count()).isEqualTo(1);
    assertThat(fifth).isEqualTo(new Foreign(id.high(), id.low(), 5));
    assertThat(other).isNotEqualTo(fifth);
  }

  @Test
  void the_id_of_another_producer_belongs_to_its_source() {
    OccurrenceId here = admitted(cloudEvent("4711", event("", ""))).id();
    OccurrenceId there =
        admitted(cloudEvent("4711", event("", "")).header("ce_source", "//clusters/us-1")).id();
    OccurrenceId again = admitted(cloudEvent("4711", event("", ""))).id();
    assertThat(here).isInstanceOf(Foreign.class).isEqualTo(again).isNotEqualTo(there);
  }

  @Test
  void an_event_that_the_api_server_has_stored_is_a_state_with_its_whole_count() {
    Admitted event =
        admitted(cloudEvent(SERVER_UID + "/7", event("'uid':'" + SERVER_UID + "'", counted(7))));
    assertThat(event.id()).isEqualTo(OccurrenceId.ABSOLUTE);
    assertThat(event.event().isFromElsewhere()).isTrue();
    assertThat(event.event().uid()).isEqualTo(SERVER_UID);
    assertThat(event.event().count()).isEqualTo(7);
  }

  @Test
  void plain_json_has_no_id_and_no_scope() {
    Admitted event = admitted(json(event("'name':'web-0.1'", "")));
    assertThat(event.id()).isEqualTo(new Absent(1));
    assertThat(event.scope()).isEmpty();
    assertThat(admitted(json(event("", counted(3)))).id()).isEqualTo(new Absent(3));
  }

  @Test
  void a_state_in_plain_json_does_not_count_its_first_occurrence_again() {
    Admitted event = admitted(json(event("'name':'web-0.1','namespace':'shop'", counted(3))));
    assertThat(event.id()).isEqualTo(OccurrenceId.ABSOLUTE);
    assertThat(event.event().uid()).isEqualTo("shop/web-0.1");
    assertThat(event.event().count()).isEqualTo(2);
  }

  @Test
  void the_relay_takes_no_name_uid_version_owner_and_unknown_member() {
    Event event =
        admitted(
                cloudEvent(
                    "x",
                    event(
                        "'name':'n','resourceVersion':'7','ownerReferences':[{'kind':'Pod',"
                            + "'name':'x','uid':'y'}],'managedFields':[{'a':1}],'labels':{'a':'b'}",
                        ",'foo':{'bar':1},'message':'m'")))
            .event();
    assertThat(event)
        .isEqualTo(
            Event.builder()
                .namespace("shop")
                .regarding(event.regarding())
                .reason("BackOff")
                .message("m")
                .labels(Map.of("a", "b"))
                .count(1)
                .firstTimestamp(Instant.ofEpochMilli(Records.TIMESTAMP))
                .lastTimestamp(Instant.ofEpochMilli(Records.TIMESTAMP))
                .build());
    assertThat(event.unknownFields()).isEmpty();
  }

  @Test
  void both_apis_give_the_same_event() {
    String core =
        event(
            "", ",'message':'m','count':3,'reportingComponent':'c'," + TIMES + ",'type':'Normal'");
    String events =
        ("{'apiVersion':'events.k8s.io/v1','kind':'Event','eventTime':'2026-01-01T00:00:00Z',"
                + "'series':{'count':3,'lastObservedTime':'2026-01-01T00:05:00Z'},'note':'m',"
                + "'reportingController':'c','type':'Normal','reason':'BackOff',"
                + POD.replace("involvedObject", "regarding")
                + "}")
            .replace('\'', '"');
    assertThat(admitted(cloudEvent("x", events)).event())
        .isEqualTo(admitted(cloudEvent("x", core)).event());
  }

  @Test
  void a_structured_cloud_event_is_read_like_a_binary_one() {
    String data = event("'name':'n'", counted(1));
    String attributes =
        "{'specversion':'1.0','id':'x/1','source':'//clusters/eu-1','type':'t','data"
            .replace('\'', '"');
    Incoming binary = read(cloudEvent("x/1", data));
    Records.Maker plain = json(attributes + "\":" + data + "}");
    assertThat(read(plain.header("content-type", "application/cloudevents+json")))
        .isEqualTo(binary);
    assertThat(read(json(attributes + "\":" + data + "}"))).isEqualTo(binary);
    assertThat(read(json("\uFEFF \n" + attributes + "\" : " + data + " }"))).isEqualTo(binary);
    String base64 = Base64.getEncoder().encodeToString(data.getBytes(UTF_8));
    assertThat(read(json(attributes + "_base64\":\"" + base64 + "\"}"))).isEqualTo(binary);
  }

  @Test
  void deletions_are_ignored() {
    Ignored deleted = new Ignored(Ignored.Reason.DELETED);
    assertThat(read(Records.value(null))).isEqualTo(deleted);
    assertThat(
            read(
                cloudEvent("x", event("", "")).header("ce_type", "io.eventrecorder.event.deleted")))
        .isEqualTo(deleted);
    assertThat(
            read(
                json(
                    "{\"specversion\":\"1.0\",\"type\":\"io.eventrecorder.event.deleted\",\"data\":"
                        + event("", "")
                        + "}")))
        .isEqualTo(deleted);
    assertThat(read(cloudEvent("x", "").header("ce_type", "com.example.pod.deleted")))
        .isEqualTo(deleted);
    for (String data : List.of("", ",'data':null", ",'data_base64':null")) {
      String json = "{'specversion':'1.0','type':'com.example.pod.deleted'" + data + "}";
      assertThat(read(json(json.replace('\'', '"')))).as(json).isEqualTo(deleted);
    }
  }

  @Test
  void an_event_about_a_deletion_is_an_event() {
    String type = "com.example.pod.deleted";
    assertThat(read(cloudEvent("x", event("", "")).header("ce_type", type)))
        .isInstanceOf(Admitted.class);
    String structured = "{\"specversion\":\"1.0\",\"type\":\"" + type + "\",\"data";
    assertThat(read(json(structured + "\":" + event("", "") + "}"))).isInstanceOf(Admitted.class);
    assertThat(dead(json(structured + "_base64\":\"?\"}")).reason()).isEqualTo(DeadReason.NO_EVENT);
  }

  @Test
  void the_namespace_of_an_event_is_that_of_its_object() {
    assertThat(admitted(json(event("", ""))).event().namespace()).isEqualTo("shop");
    assertThat(dead(json(event("'namespace':'kube-system'", ""))).reason())
        .isEqualTo(DeadReason.NAMESPACE_DIFFERS);
    String ofNode =
        "{\"metadata\":{\"namespace\":\"default\"},\"involvedObject\":{\"kind\":\"Node\"}}";
    assertThat(admitted(json(ofNode)).event().namespace()).isEqualTo("default");
  }

  @Test
  void a_topic_admits_what_its_lists_allow() {
    reader =
        new RecordReader(
            Map.of(
                Records.TOPIC,
                TopicRules.of(List.of("//clusters/eu-*"), List.of("sh?p", "x"), List.of("Pod"))),
            InputLimits.standard());
    Records.Maker allowed = cloudEvent("x", event("", ""));
    assertThat(read(allowed)).isInstanceOf(Admitted.class);
    assertThat(read(allowed.topic("other"))).isInstanceOf(Admitted.class);
    Dead source = dead(cloudEvent("x", event("", "")).header("ce_source", "//clusters/us-1"));
    assertThat(source.reason()).isEqualTo(DeadReason.FORBIDDEN);
    assertThat(source.detail()).contains("source \"//clusters/us-1\"", "topic events");
    assertThat(dead(json(event("", ""))).detail()).contains("source \"\"");
    assertThat(dead(cloudEvent("x", event("", "").replace("shop", "shoop"))).detail())
        .contains("namespace \"shoop\"");
    assertThat(dead(cloudEvent("x", event("", "").replace("Pod", "Node"))).detail())
        .contains("kind \"Node\"");
  }

  private void newPerMinute(int ofSource, int ofTopic, int ofAll) {
    reader =
        new RecordReader(
            Map.of(), InputLimits.standard().withNewPerMinute(ofSource, ofTopic, ofAll));
  }

  private void assertAdmitted(Incoming incoming) {
    assertThat(incoming).isInstanceOf(Admitted.class);
  }

  private void assertTooMany(Incoming incoming, String of) {
    assertThat(incoming).isInstanceOf(Dead.class);
    assertThat(((Dead) incoming).reason()).isEqualTo(DeadReason.TOO_MANY_NEW);
    assertThat(((Dead) incoming).detail()).startsWith(of);
  }

  @Test
  void a_source_may_have_so_many_objects_and_reasons_in_a_minute_of_the_partition() {
    newPerMinute(2, 3, 9);
    assertAdmitted(named("//a", "web-0", 0));
    assertAdmitted(named("//a", "web-1", 1));
    assertTooMany(named("//a", "web-2", 59_999), "the source \"//a\": more than 2 ");
    assertAdmitted(named("//a", "web-0", 59_999));
    assertAdmitted(named("//b", "web-2", 59_999));
    assertTooMany(named("//c", "web-0", 59_999), "the topic events: more than 3 ");
    assertAdmitted(named("//a", "web-2", 60_000));
  }

  @Test
  void a_topic_that_has_used_up_its_quota_does_not_concern_other_topics() {
    newPerMinute(2, 2, 3);
    assertAdmitted(named("events", "//a", "web-0", 0));
    assertAdmitted(named("events", "//b", "web-1", 0));
    assertTooMany(named("events", "//c", "web-2", 0), "the topic events: more than 2 ");
    assertAdmitted(named("others", "//c", "web-2", 0));
    assertTooMany(named("others", "//c", "web-3", 0), "all topics together: more than 3 ");
    assertAdmitted(named("others", "//c", "web-2", 0));
  }

  @Test
  void events_that_go_on_need_no_quota() {
    newPerMinute(2, 2, 2);
    for (int minute = 0; minute < 10; minute++) {
      // Another source is always faster, and uses up the quota of its topic.
      if (minute > 0) {
        assertAdmitted(named("//new", "web-1." + minute, minute * 60_000L));
        assertAdmitted(named("//new", "web-2." + minute, minute * 60_000L));
        assertTooMany(named("//old", "web-9", minute * 60_000L), "the topic events: ");
      }
      assertAdmitted(named("//old", "web-0", minute * 60_000L));
    }
    assertAdmitted(named("//new", "web-3", 11 * 60_000L));
  }

  @Test
  void no_more_pairs_are_kept_from_minute_to_minute_than_a_topic_may_have_new_ones() {
    newPerMinute(2, 2, 2);
    assertAdmitted(named("//a", "web-0", 0));
    assertAdmitted(named("//a", "web-1", 0));
    assertAdmitted(named("//a", "web-2", 60_000));
    assertAdmitted(named("//a", "web-3", 60_000));
    assertAdmitted(named("//a", "web-0", 60_000));
    assertAdmitted(named("//a", "web-1", 60_000));
    for (String kept : List.of("web-2", "web-3", "web-0", "web-1")) {
      assertAdmitted(named("//a", kept, 120_000)); // the last two are not kept
    }
    assertAdmitted(named("//a", "web-4", 180_000));
    assertAdmitted(named("//a", "web-5", 180_000));
    assertAdmitted(named("//a", "web-2", 180_000));
    assertTooMany(named("//a", "web-0", 180_000), "the source");
  }

  private Incoming named(String source, String name, long millis) {
    return named(Records.TOPIC, source, name, millis);
  }

  private Incoming named(String topic, String source, String name, long millis) {
    return reader.read(
        cloudEvent("x", event("", "").replace("web-0", name))
            .header("ce_source", source)
            .topic(topic)
            .record(),
        millis);
  }
}
