package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.sink.log.LogEventSink.Profile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the exact fields of each profile, because their names must not change. */
class LayoutTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:05:01.5Z");

  @Test
  void otel_is_the_log_data_model_with_the_receivers_names() {
    assertThat(line(Profile.OTEL, Events.everything()))
        .isEqualTo(
            """
            {"timestamp":"2026-01-01T00:05:01.500000Z","severity_text":"Warning",\
            "severity_number":13,"body":"Back-off restarting failed container app",\
            "resource":{"k8s.object.kind":"Pod","k8s.object.name":"web-0",\
            "k8s.object.uid":"26ad33eb","k8s.object.fieldpath":"spec.containers{app}",\
            "k8s.object.api_version":"v1","k8s.object.resource_version":"1113"},\
            "attributes":{"k8s.namespace.name":"default","k8s.event.name":"web-0.187a",\
            "k8s.event.namespace":"default","k8s.event.uid":"fd0547e3",\
            "k8s.event.resource_version":"1171","k8s.event.type":"Warning",\
            "k8s.event.reason":"BackOff","k8s.event.action":"Restarting","k8s.event.count":3,\
            "k8s.event.start_time":"2026-01-01T00:00:00.000000Z",\
            "k8s.event.last_time":"2026-01-01T00:05:01.123456Z","k8s.event.series.count":4,\
            "k8s.event.series.last_observed_time":"2026-01-01T00:05:01.123456Z",\
            "k8s.event.source.component":"kubelet","k8s.event.source.host":"node-1",\
            "k8s.event.reporting_controller":"kubelet","k8s.event.reporting_instance":"node-1",\
            "k8s.event.related.kind":"Node","k8s.event.related.name":"node-1",\
            "k8s.event.related.uid":"8d55bff2","k8s.event.related.fieldpath":"status",\
            "k8s.event.related.api_version":"v1","k8s.event.related.resource_version":"7",\
            "k8s.event.label.app.kubernetes.io/name":"web","k8s.event.annotation.note":""}}
            """);
  }

  @Test
  void ecs_has_the_fields_of_ecs_loggers_with_the_names_of_metricbeat() {
    assertThat(line(Profile.ECS, Events.everything()))
        .isEqualTo(
            """
            {"@timestamp":"2026-01-01T00:05:01.500000Z","log.level":"WARN",\
            "message":"Back-off restarting failed container app","ecs.version":"8.11.0",\
            "event.action":"Restarting","orchestrator.namespace":"default",\
            "orchestrator.resource.type":"Pod","orchestrator.resource.name":"web-0",\
            "orchestrator.resource.id":"26ad33eb",\
            "kubernetes.event.type":"Warning","kubernetes.event.reason":"BackOff",\
            "kubernetes.event.count":3,\
            "kubernetes.event.timestamp.first_occurrence":"2026-01-01T00:00:00.000000Z",\
            "kubernetes.event.timestamp.last_occurrence":"2026-01-01T00:05:01.123456Z",\
            "kubernetes.event.series.count":4,\
            "kubernetes.event.series.last_observed_time":"2026-01-01T00:05:01.123456Z",\
            "kubernetes.event.source.component":"kubelet","kubernetes.event.source.host":"node-1",\
            "kubernetes.event.reporting_controller":"kubelet",\
            "kubernetes.event.reporting_instance":"node-1",\
            "kubernetes.event.involved_object.api_version":"v1",\
            "kubernetes.event.involved_object.kind":"Pod",\
            "kubernetes.event.involved_object.namespace":"default",\
            "kubernetes.event.involved_object.name":"web-0",\
            "kubernetes.event.involved_object.uid":"26ad33eb",\
            "kubernetes.event.involved_object.resource_version":"1113",\
            "kubernetes.event.involved_object.field_path":"spec.containers{app}",\
            "kubernetes.event.related.api_version":"v1","kubernetes.event.related.kind":"Node",\
            "kubernetes.event.related.name":"node-1","kubernetes.event.related.uid":"8d55bff2",\
            "kubernetes.event.related.resource_version":"7",\
            "kubernetes.event.related.field_path":"status",\
            "kubernetes.event.metadata.name":"web-0.187a",\
            "kubernetes.event.metadata.namespace":"default",\
            "kubernetes.event.metadata.uid":"fd0547e3",\
            "kubernetes.event.metadata.resource_version":"1171",\
            "kubernetes.event.metadata.labels":{"app_kubernetes_io/name":"web"},\
            "kubernetes.event.metadata.annotations":{"note":""}}
            """);
  }

  @Test
  void kubernetes_begins_as_client_go_logs_an_event() {
    assertThat(line(Profile.KUBERNETES, Events.everything()))
        .isEqualTo(
            """
            {"time":"2026-01-01T00:05:01.500000Z","level":"WARN",\
            "message":"Back-off restarting failed container app","object":"default/web-0",\
            "fieldPath":"spec.containers{app}","kind":"Pod","apiVersion":"v1","type":"Warning",\
            "reason":"BackOff","action":"Restarting","count":3,\
            "firstTimestamp":"2026-01-01T00:00:00.000000Z",\
            "lastTimestamp":"2026-01-01T00:05:00.123456Z",\
            "eventTime":"2026-01-01T00:00:00.000000Z","seriesCount":4,\
            "seriesLastObservedTime":"2026-01-01T00:05:01.123456Z","objectUid":"26ad33eb",\
            "objectResourceVersion":"1113","related":"node-1","relatedFieldPath":"status",\
            "relatedKind":"Node","relatedApiVersion":"v1","relatedUid":"8d55bff2",\
            "relatedResourceVersion":"7","sourceComponent":"kubelet","sourceHost":"node-1",\
            "reportingController":"kubelet","reportingInstance":"node-1",\
            "event":"default/web-0.187a","eventUid":"fd0547e3","eventResourceVersion":"1171",\
            "labels":{"app.kubernetes.io/name":"web"},"annotations":{"note":""}}
            """);
  }

  @Test
  void empty_fields_are_left_out() {
    Event nothing = Event.builder().build();

    assertThat(line(Profile.OTEL, nothing))
        .isEqualTo(
            """
            {"timestamp":"2026-01-01T00:05:01.500000Z","severity_text":"INFO",\
            "severity_number":9,"body":""}
            """);
    assertThat(line(Profile.ECS, nothing))
        .isEqualTo(
            """
            {"@timestamp":"2026-01-01T00:05:01.500000Z","log.level":"INFO","message":"",\
            "ecs.version":"8.11.0"}
            """);
    assertThat(line(Profile.KUBERNETES, nothing))
        .isEqualTo(
            """
            {"time":"2026-01-01T00:05:01.500000Z","level":"INFO","message":""}
            """);
  }

  @Test
  void an_unknown_type_is_logged_at_info_with_its_name() {
    Event odd = Event.builder().type("Weird").build();

    assertThat(line(Profile.OTEL, odd))
        .contains("\"severity_text\":\"Weird\",\"severity_number\":9");
    assertThat(line(Profile.ECS, odd)).contains("\"log.level\":\"INFO\"", "\"Weird\"");
    assertThat(line(Profile.KUBERNETES, odd)).contains("\"level\":\"INFO\"", "\"Weird\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Normal, INFO, 9",
    "information, INFO, 9",
    "Debug, INFO, 9",
    "warning, WARN, 13",
    "WARN, WARN, 13",
    "Error, ERROR, 17",
    "Failure, ERROR, 17",
    "Critical, FATAL, 21",
    "fatal, FATAL, 21",
    "EMERGENCY, FATAL, 21"
  })
  void the_severity_follows_from_the_type_and_the_text_is_kept(
      String type, String level, int number) {
    Event event = Event.builder().type(type).build();

    assertThat(line(Profile.OTEL, event))
        .contains("\"severity_text\":\"" + type + "\",\"severity_number\":" + number + ",")
        .contains("\"k8s.event.type\":\"" + type + "\"");
    assertThat(line(Profile.ECS, event))
        .contains("\"log.level\":\"" + level + "\"", "\"kubernetes.event.type\":\"" + type + "\"");
    assertThat(line(Profile.KUBERNETES, event))
        .contains("\"level\":\"" + level + "\"", "\"type\":\"" + type + "\"");
  }

  /** Elasticsearch stores dotted and nested names alike. */
  @Test
  void nested_ecs_has_the_fields_of_dotted_ecs_as_objects() {
    assertThat(line(Profile.ECS_NESTED, Events.everything()))
        .startsWith(
            """
            {"@timestamp":"2026-01-01T00:05:01.500000Z","log":{"level":"WARN"},\
            "message":"Back-off restarting failed container app","ecs":{"version":"8.11.0"},\
            "event":{"action":"Restarting"},"orchestrator":{"namespace":"default",\
            "resource":{"type":"Pod","name":"web-0","id":"26ad33eb"}},\
            "kubernetes":{"event":{"type":"Warning","reason":"BackOff","count":3,\
            """
                .strip());
    JsonMapper mapper = JsonMapper.shared();
    Map<String, Object> flat = new TreeMap<>();
    flatten("", mapper.readTree(line(Profile.ECS_NESTED, Events.everything())), flat);
    Map<String, Object> dotted = new TreeMap<>();
    flatten("", mapper.readTree(line(Profile.ECS, Events.everything())), dotted);
    assertThat(flat).isEqualTo(dotted).hasSizeGreaterThan(30);
  }

  private static void flatten(String prefix, JsonNode node, Map<String, Object> into) {
    node.propertyStream()
        .forEach(
            member -> {
              if (member.getValue().isObject()) {
                flatten(prefix + member.getKey() + ".", member.getValue(), into);
              } else {
                into.put(prefix + member.getKey(), member.getValue());
              }
            });
  }

  private static String line(Profile profile, Event event) {
    JsonLineFields line = new JsonLineFields();
    Layout.of(profile).line(event, TIME, line);
    return new String(line.toBytes(), StandardCharsets.UTF_8);
  }
}
