package io.eventrecorder.kubernetes.facts;

import static io.eventrecorder.kubernetes.facts.EventDocument.Base.CORE;
import static io.eventrecorder.kubernetes.facts.EventDocument.Base.EVENTS;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.created;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.notFound;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.kubernetes.facts.EventDocument.Base;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts about requests that create, patch, replace, read and delete events. */
abstract class KubernetesFacts extends ClusterTests {
  private static final String COUNT = "{\"count\":2}";

  static Stream<CreateFact> creates() {
    return CreateFacts.all();
  }

  static Stream<PatchFact> patches() {
    return PatchFacts.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("creates")
  void create_is_answered_as_listed(CreateFact fact) {
    String place = fact.inDefault() ? "default" : namespace();
    EventDocument draft =
        EventDocument.of(fact.base(), place, EventRequests.freshName()).with(fact.change());

    fact.expected().check(calls().create(fact.base(), place, draft));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("patches")
  void patch_is_answered_as_listed(PatchFact fact) {
    String name = existing(fact.base());

    fact.expected().check(calls().patch(fact.base(), namespace(), name, fact.type(), fact.patch()));
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void a_second_event_with_the_same_name_already_exists(Base base) {
    String name = existing(base);

    new ExpectedResponse(409, "AlreadyExists", base.resource() + " \"" + name + "\" already exists")
        .check(calls().create(base, namespace(), EventDocument.of(base, namespace(), name)));
  }

  @Test
  void a_stale_resource_version_is_a_conflict() {
    String name = EventRequests.freshName();
    EventDocument draft = EventDocument.of(CORE, namespace(), name);
    String stale = version(created().check(calls().create(CORE, namespace(), draft)));
    ok().check(calls().patch(CORE, namespace(), name, PatchFormat.MERGE, COUNT));
    ExpectedResponse conflict =
        new ExpectedResponse(
            409,
            "Conflict",
            "Operation cannot be fulfilled on events \""
                + name
                + "\": the object has been modified");

    conflict.check(
        calls()
            .patch(
                CORE,
                namespace(),
                name,
                PatchFormat.MERGE,
                "{\"metadata\":{\"resourceVersion\":\"" + stale + "\"},\"count\":3}"));
    conflict.check(
        calls().put(CORE, namespace(), name, draft.set("metadata.resourceVersion", stale)));
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void patch_of_a_deleted_event_is_not_found(Base base) {
    String name = existing(base);
    ok().check(calls().delete(base, namespace(), name));
    ExpectedResponse gone = notFound(base.resource() + " \"" + name + "\" not found");

    gone.check(calls().patch(base, namespace(), name, PatchFormat.STRATEGIC, "{}"));
    gone.check(calls().patch(base, namespace(), name, PatchFormat.MERGE, "{}"));
    gone.check(calls().patch(base, namespace(), name, PatchFormat.JSON_PATCH, "[]"));
  }

  @Test
  void put_of_a_deleted_event_creates_it() {
    String name = existing(CORE);
    ok().check(calls().delete(CORE, namespace(), name));

    created()
        .check(calls().put(CORE, namespace(), name, EventDocument.of(CORE, namespace(), name)));
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void an_unknown_field_is_a_warning_and_an_error_with_strict_validation(Base base) {
    EventDocument draft =
        EventDocument.of(base, namespace(), EventRequests.freshName()).set("unheardOf", 1);

    HttpResponse<String> answer = calls().create(base, namespace(), draft);

    created().check(answer);
    assertThat(answer.headers().firstValue("Warning"))
        .hasValue("299 - \"unknown field \\\"unheardOf\\\"\"");
    ExpectedResponse.badRequest("unknown field \"unheardOf\"")
        .check(
            calls()
                .create(
                    Cluster.Caller.ADMIN,
                    base,
                    namespace(),
                    "?fieldValidation=Strict",
                    EventDocument.of(base, namespace(), EventRequests.freshName())
                        .set("unheardOf", 1)));
  }

  @Test
  void a_body_over_three_mebibytes_is_too_large() {
    new ExpectedResponse(413, "RequestEntityTooLarge", "")
        .check(calls().create(CORE, namespace(), withMessage(3 * 1024 * 1024 + 1)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.6, 2.5})
  void a_body_over_the_limit_of_etcd_is_a_server_error(double mebibytes) {
    JsonNode status =
        new ExpectedResponse(500, "", "")
            .check(calls().create(CORE, namespace(), withMessage((int) (mebibytes * 1048576))));

    assertThat(status.path("message").asText())
        .containsPattern("etcdserver: request is too large|ResourceExhausted");
  }

  @Test
  void each_api_shows_events_that_the_other_stored() {
    String name = existing(EVENTS);
    ok().check(calls().patch(CORE, namespace(), name, PatchFormat.MERGE, COUNT));

    JsonNode core = ok().check(calls().get(CORE, namespace(), name));
    JsonNode events = ok().check(calls().get(EVENTS, namespace(), name));

    assertThat(core.path("message").asText())
        .isEqualTo(events.path("note").asText())
        .startsWith("Back-off");
    assertThat(core.path("involvedObject")).isEqualTo(events.path("regarding")).isNotEmpty();
    assertThat(core.path("reportingComponent").asText())
        .isEqualTo(events.path("reportingController").asText())
        .isEqualTo("test/facts");
    assertThat(events.path("deprecatedCount").asInt()).isEqualTo(2);
  }

  @Test
  void events_are_selected_by_their_object() {
    String name = EventRequests.freshName();
    created()
        .check(
            calls()
                .create(
                    CORE,
                    namespace(),
                    EventDocument.of(CORE, namespace(), name).set("involvedObject.uid", name)));
    String described =
        "involvedObject.name=web-0,involvedObject.namespace="
            + namespace()
            + ",involvedObject.kind=Pod,involvedObject.uid=";

    JsonNode found = ok().check(calls().list(CORE, namespace(), described + name));
    JsonNode none = ok().check(calls().list(CORE, namespace(), described + "other"));

    assertThat(found.path("items")).hasSize(1);
    assertThat(found.at("/items/0/metadata/name").asText()).isEqualTo(name);
    assertThat(none.path("items")).isEmpty();
  }

  @Test
  void events_cannot_be_selected_by_their_message() {
    ExpectedResponse.badRequest("field label not supported: message")
        .check(calls().list(CORE, namespace(), "message=x"));
  }

  private EventDocument withMessage(int length) {
    return EventDocument.of(CORE, namespace(), EventRequests.freshName())
        .set("message", "x".repeat(length));
  }

  private static String version(JsonNode event) {
    return event.at("/metadata/resourceVersion").asText();
  }
}
