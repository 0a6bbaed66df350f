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

/** What an API server answers to whom, and in which namespace. */
abstract class AccessFacts extends ClusterTests {
  private static final String FINALIZERS = "\"finalizers\":[\"event-recorder.test/hold\"]";

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void createInANamespaceThatDoesNotExistIsNotFound(Base base) {
    JsonNode status =
        notFound("namespaces \"nope\" not found")
            .check(calls().create(base, "nope", draft(base, "nope")));

    assertThat(status.at("/details/kind").asText()).isEqualTo("namespaces");
  }

  @Test
  void patchInANamespaceThatDoesNotExistMissesTheEvent() {
    notFound("events \"x\" not found")
        .check(calls().patch(CORE, "nope", "x", PatchFormat.MERGE, "{}"));
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void createInATerminatingNamespaceIsForbidden(Base base) {
    String terminating = holdNamespace();
    try {
      ok().check(calls().deleteNamespace(terminating));
      // A real server learns of it from its own watch.
      HttpResponse<String> answer =
          await()
              .until(
                  () -> calls().create(base, terminating, draft(base, terminating)),
                  response -> response.statusCode() != 201);

      JsonNode status = forbidden("because it is being terminated").check(answer);

      assertThat(status.at("/details/causes/0/reason").asText()).isEqualTo("NamespaceTerminating");
    } finally {
      letGo(terminating);
    }
  }

  @Test
  void patchOfAnEventInATerminatingNamespaceIsFine() {
    assumeTrue(
        cluster().can(Ability.KEEP_EVENTS_OF_TERMINATING_NAMESPACE),
        "a cluster with a namespace controller deletes the event before it can be patched");
    String terminating = holdNamespace();
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
      letGo(terminating);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "EVENTS"})
  void createWithoutPermissionIsForbidden(Base base) {
    HttpResponse<String> answer =
        calls().create(Caller.NOBODY, base, namespace(), "", draft(base, namespace()));
    assumeFalse(answer.body().contains("impersonate"), "this user cannot impersonate nobody");

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
  void patchWithoutPermissionIsForbidden(Base base) {
    String name = existing(base);
    HttpResponse<String> answer =
        calls().patch(Caller.NOBODY, base, namespace(), name, PatchFormat.MERGE, "{}");
    assumeFalse(answer.body().contains("impersonate"), "this user cannot impersonate nobody");

    forbidden(
            base.resource()
                + " \""
                + name
                + "\" is forbidden: User \"nobody\" cannot patch resource \"events\"")
        .check(answer);
  }

  @Test
  void wrongTokenIsUnauthorized() {
    new ExpectedResponse(401, "Unauthorized", "Unauthorized")
        .check(calls().create(Caller.WRONG_TOKEN, CORE, namespace(), "", draft(CORE, namespace())));
  }

  @Test
  void noTokenIsAnonymous() {
    HttpResponse<String> answer =
        calls().create(Caller.NO_TOKEN, CORE, namespace(), "", draft(CORE, namespace()));
    assumeFalse(answer.statusCode() == 401, "this cluster does not let anybody in anonymously");

    forbidden("User \"system:anonymous\" cannot create resource \"events\"").check(answer);
  }

  @Test
  void tooManyRequestsSaysWhenToComeBack() {
    assumeTrue(cluster().can(Ability.BE_TOO_BUSY), "a real cluster cannot be asked to be busy");
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
  private String holdNamespace() {
    String name = "event-recorder-" + UUID.randomUUID();
    created()
        .check(
            calls()
                .createNamespace("{\"metadata\":{\"name\":\"" + name + "\"," + FINALIZERS + "}}"));
    return name;
  }

  private void letGo(String name) {
    ok().check(calls().patchNamespace(name, "{\"metadata\":{\"finalizers\":null}}"));
    calls().deleteNamespace(name);
  }
}
