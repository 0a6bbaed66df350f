package io.eventrecorder.kubernetes.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests behaviour that the facts do not cover, and features that only the fake server has. */
class ApiServerTest {
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final ApiServer server = ApiServer.http();
  private final ApiServerClient client = new ApiServerClient(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void an_expired_event_is_not_found() {
    client.create("default", "a");
    client.create("default", "b");

    server.expire("default", "a");
    assertThat(patch("a")).isEqualTo(404);
    assertThat(patch("b")).isEqualTo(200);

    server.expireAll();
    assertThat(patch("b")).isEqualTo(404);
  }

  @Test
  void a_patch_increases_the_resource_version() {
    client.create("default", "a");
    long first = version("a");

    patch("a");

    assertThat(version("a")).isGreaterThan(first);
  }

  @Test
  void a_patch_that_changes_nothing_keeps_the_resource_version() {
    client.create("default", "a");
    long first = version("a");

    client.merge(ApiServerClient.events("default") + "/a", "{}");

    assertThat(version("a")).isEqualTo(first);
  }

  @Test
  void times_are_stored_in_utc_with_the_precision_of_their_type() {
    client.post(
        ApiServerClient.events("default"),
        """
        {"metadata": {"name": "a"},
         "firstTimestamp": "2026-01-02T03:04:05.678+01:00",
         "series": {"count": 2, "lastObservedTime": "2026-01-02T03:04:05.678000+01:00"}}
        """);

    JsonNode event = Objects.requireNonNull(server.event("default", "a"));
    assertThat(event.path("firstTimestamp").asText()).isEqualTo("2026-01-02T02:04:05Z");
    assertThat(event.at("/series/lastObservedTime").asText())
        .isEqualTo("2026-01-02T02:04:05.678000Z");
    assertThat(event.has("lastTimestamp")).isTrue();
    assertThat(event.path("lastTimestamp").isNull()).isTrue();
  }

  @Test
  void a_patch_with_a_malformed_time_is_invalid() {
    client.create("default", "a");
    String patch = "{\"eventTime\":\"2026-01-02T03:04:05Z\"}";

    assertThat(client.merge(ApiServerClient.events("default") + "/a", patch).statusCode())
        .isEqualTo(422);
  }

  @Test
  void metadata_that_breaks_a_rule_is_invalid() {
    List<String> wrong =
        List.of(
            "{\"name\":\"\"}",
            "{\"name\":\"a\",\"labels\":{\"a b\":\"c\"}}",
            "{\"name\":\"a\",\"labels\":{\"a\":\"b c\"}}",
            "{\"name\":\"a\",\"annotations\":{\"/a\":\"b\"}}",
            "{\"name\":\"a\",\"ownerReferences\":[{\"kind\":\"Pod\",\"name\":\"p\"}]}");

    assertThat(wrong)
        .allSatisfy(
            metadata ->
                assertThat(
                        client
                            .post(
                                ApiServerClient.events("default"),
                                "{\"metadata\":" + metadata + "}")
                            .statusCode())
                    .isEqualTo(422));
  }

  @Test
  void generate_name_is_the_prefix_of_the_name() {
    client.post(ApiServerClient.events("default"), "{\"metadata\":{\"generateName\":\"web.\"}}");

    assertThat(server.events().get(0).at("/metadata/name").asText()).matches("web\\.\\w{5}");
  }

  @Test
  void a_server_without_the_events_api_answers_not_found_for_it() {
    assertThat(groups()).contains("events.k8s.io");
    assertThat(client.get("/apis/events.k8s.io/v1").statusCode()).isEqualTo(200);

    server.serveEventsApi(false);

    assertThat(groups()).isNotEmpty().doesNotContain("events.k8s.io");
    assertThat(client.get("/apis/events.k8s.io").statusCode()).isEqualTo(404);
    assertThat(client.get("/apis/events.k8s.io/v1").statusCode()).isEqualTo(404);
    assertThat(client.get("/apis/events.k8s.io/v1/events").statusCode()).isEqualTo(404);
    assertThat(client.get("/api/v1/events").statusCode()).isEqualTo(200);
  }

  @Test
  void a_permission_applies_to_one_verb_api_and_namespace() {
    server.access().user("t", "recorder", new Permission("create", "", "events", "default"));
    server.createNamespace("other");

    assertThat(createAs("t", "/api/v1", "default")).isEqualTo(201);
    assertThat(createAs("t", "/api/v1", "other")).isEqualTo(403);
    assertThat(createAs("t", "/apis/events.k8s.io/v1", "default")).isEqualTo(403);
    assertThat(allowed("t", "create", "default")).isTrue();
    assertThat(allowed("t", "patch", "default")).isFalse();
    assertThat(allowed("t", "create", "other")).isFalse();
  }

  @Test
  void permissions_and_tokens_can_be_revoked() {
    server.access().user("t", "recorder", Permission.ALL);

    server.access().permit("recorder");
    assertThat(createAs("t", "/api/v1", "default")).isEqualTo(403);

    server.access().revoke("t");
    assertThat(createAs("t", "/api/v1", "default")).isEqualTo(401);
  }

  @Test
  void events_of_all_namespaces_are_listed() {
    server.createNamespace("other");
    client.create("default", "a");
    client.create("other", "b");

    assertThat(ApiServerClient.json(client.get("/api/v1/events")).path("items")).hasSize(2);
    assertThat(
            ApiServerClient.json(
                    client.get("/api/v1/events?fieldSelector=metadata.namespace!%3Dother"))
                .path("items"))
        .hasSize(1);
  }

  @Test
  void the_table_shows_what_kubectl_prints() {
    client.post(
        ApiServerClient.events("default"),
        """
        {"metadata": {"name": "a"}, "type": "Warning", "reason": "BackOff", "message": "m",
         "involvedObject": {"kind": "Pod", "name": "web-0", "namespace": "default"},
         "firstTimestamp": "2020-01-02T03:04:05Z", "lastTimestamp": "2020-01-02T03:04:05Z",
         "count": 3}
        """);

    JsonNode cells = ApiServerClient.json(client.table("/api/v1/events")).at("/rows/0/cells");

    assertThat(cells.path(0).asText()).matches("\\d+d \\(x3 over \\d+d\\)");
    assertThat(cells.path(1).asText()).isEqualTo("Warning");
    assertThat(cells.path(2).asText()).isEqualTo("BackOff");
    assertThat(cells.path(3).asText()).isEqualTo("pod/web-0");
    assertThat(cells.path(4).asText()).isEqualTo("m");
  }

  private List<String> groups() {
    JsonNode groups = ApiServerClient.json(client.get("/apis")).path("groups");
    return StreamSupport.stream(groups.spliterator(), false)
        .map(group -> group.path("name").asText())
        .toList();
  }

  private int patch(String name) {
    return client
        .merge(ApiServerClient.events("default") + '/' + name, "{\"count\":2}")
        .statusCode();
  }

  private long version(String name) {
    JsonNode event = Objects.requireNonNull(server.event("default", name));
    return event.at("/metadata/resourceVersion").asLong();
  }

  private int createAs(String token, String api, String namespace) {
    String body = ApiServerClient.event(namespace, "e");
    return client
        .send(token, "POST", api + "/namespaces/" + namespace + "/events", "application/json", body)
        .join()
        .statusCode();
  }

  private boolean allowed(String token, String verb, String namespace) {
    String review =
        """
        {"spec": {"resourceAttributes":
          {"verb": "%s", "group": "", "resource": "events", "namespace": "%s"}}}
        """
            .formatted(verb, namespace);
    return ApiServerClient.json(
            client.send(token, "POST", REVIEWS, "application/json", review).join())
        .at("/status/allowed")
        .asBoolean();
  }
}
