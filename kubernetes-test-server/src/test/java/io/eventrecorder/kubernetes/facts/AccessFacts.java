package io.eventrecorder.kubernetes.facts;

import static io.eventrecorder.kubernetes.facts.EventDocument.Base.CORE;
import static io.eventrecorder.kubernetes.facts.EventDocument.Base.EVENTS;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.created;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.forbidden;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.notFound;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.kubernetes.facts.Cluster.Ability;
import io.eventrecorder.kubernetes.facts.Cluster.Caller;
import io.eventrecorder.kubernetes.facts.EventDocument.Base;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts about permissions, tokens and namespaces. */
abstract class AccessFacts extends ClusterTests {
  private static final String FINALIZERS = "\"finalizers\":[\"event-recorder.test/hold\"]";

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void create_in_a_missing_namespace_is_not_found(Base base) {
    JsonNode status =
        notFound("namespaces \"nope\" not found")
            .check(calls().create(base, "nope", draft(base, "nope")));

    assertThat(status.at("/details/kind").asText()).isEqualTo("namespaces");
  }

  @Test
  void patch_in_a_missing_namespace_does_not_find_the_event() {
    notFound("events \"x\" not found")
        .check(calls().patch(CORE, "nope", "x", PatchFormat.MERGE, "{}"));
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void create_in_a_terminating_namespace_is_forbidden(Base base) {
    String terminating = createNamespaceWithFinalizer();
    try {
      ok().check(calls().deleteNamespace(terminating));
      // A real server notices the termination later, through a watch.
      HttpResponse<String> answer =
          await()
              .until(
                  () -> calls().create(base, terminating, draft(base, terminating)),
                  response -> response.statusCode() != 201);

      JsonNode status = forbidden("because it is being terminated").check(answer);

      assertThat(status.at("/details/causes/0/reason").asText()).isEqualTo("NamespaceTerminating");
    } finally {
      removeFinalizersAndDelete(terminating);
    }
  }

  @Test
  void patch_of_an_event_in_a_terminating_namespace_succeeds() {
    assumeTrue(
        cluster().can(Ability.KEEP_EVENTS_OF_TERMINATING_NAMESPACE),
        "a cluster with a namespace controller deletes the event before it can be patched");
    String terminating = createNamespaceWithFinalizer();
    try {
      HttpResponse<String> stored = calls().create(CORE, terminating, draft(CORE, terminating));
      created().check(stored);
      ok().check(calls().deleteNamespace(terminating));

      ok().check(
              calls()
                  .patch(
                      CORE,
                      terminating,
                      EventRequests.name(stored),
                      PatchFormat.MERGE,
                      "{\"count\":2}"));
    } finally {
      removeFinalizersAndDelete(terminating);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void create_without_permission_is_forbidden(Base base) {
    HttpResponse<String> answer =
        calls().create(Caller.NOBODY, base, namespace(), "", draft(base, namespace()));
    assumeFalse(
        answer.body().contains("impersonate"),
        "the current user may not impersonate the user nobody");

    forbidden(
            base.resource()
                + " is forbidden: User \"nobody\" cannot create resource \"events\" in API group \""
                + (base == EVENTS ? "events.k8s.io" : "")
                + "\" in the namespace \""
                + namespace()
                + '"')
        .check(answer);
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void patch_without_permission_is_forbidden(Base base) {
    String name = existing(base);
    HttpResponse<String> answer =
        calls().patch(Caller.NOBODY, base, namespace(), name, PatchFormat.MERGE, "{}");
    assumeFalse(
        answer.body().contains("impersonate"),
        "the current user may not impersonate the user nobody");

    forbidden(
            base.resource()
                + " \""
                + name
                + "\" is forbidden: User \"nobody\" cannot patch resource \"events\"")
        .check(answer);
  }

  @Test
  void a_wrong_token_is_unauthorized() {
    new ExpectedResponse(401, "Unauthorized", "Unauthorized")
        .check(calls().create(Caller.WRONG_TOKEN, CORE, namespace(), "", draft(CORE, namespace())));
  }

  @Test
  void a_request_without_a_token_is_anonymous() {
    HttpResponse<String> answer =
        calls().create(Caller.NO_TOKEN, CORE, namespace(), "", draft(CORE, namespace()));
    assumeFalse(answer.statusCode() == 401, "this cluster does not allow anonymous requests");

    forbidden("User \"system:anonymous\" cannot create resource \"events\"").check(answer);
  }

  @Test
  void too_many_requests_says_when_to_retry() {
    assumeTrue(cluster().can(Ability.BE_TOO_BUSY), "a real cluster cannot inject faults");
    cluster().beTooBusy(namespace(), 7);

    HttpResponse<String> answer = calls().create(CORE, namespace(), draft(CORE, namespace()));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(answer.body()).isEqualTo("Too many requests, please try again later.\n");
  }

  private static EventDocument draft(Base base, String namespace) {
    return EventDocument.of(base, namespace, EventRequests.freshName());
  }

  /** Makes a namespace that stays, terminating, when it is deleted. */
  private String createNamespaceWithFinalizer() {
    String name = "event-recorder-" + UUID.randomUUID();
    created()
        .check(
            calls()
                .createNamespace("{\"metadata\":{\"name\":\"" + name + "\"," + FINALIZERS + "}}"));
    return name;
  }

  private void removeFinalizersAndDelete(String name) {
    ok().check(calls().patchNamespace(name, "{\"metadata\":{\"finalizers\":null}}"));
    calls().deleteNamespace(name);
  }
}
