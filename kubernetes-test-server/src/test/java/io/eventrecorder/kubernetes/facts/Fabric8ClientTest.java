package io.eventrecorder.kubernetes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that fabric8's client works with the fake server. */
class Fabric8ClientTest {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final Cluster cluster = Cluster.fake();
  private final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(cluster.config()).build();

  @AfterEach
  void close() {
    client.close();
    cluster.close();
  }

  @Test
  void a_core_event_is_created_patched_and_found() {
    Event created = client.v1().events().resource(event("web-0.1")).create();
    assertThat(created.getMetadata().getUid()).isNotEmpty();

    Event patched = client.v1().events().resource(event("web-0.1")).patch(MERGE, "{\"count\":2}");

    assertThat(patched.getCount()).isEqualTo(2);
    assertThat(
            client
                .v1()
                .events()
                .inNamespace(cluster.namespace())
                .withField("involvedObject.name", "web-0")
                .list()
                .getItems())
        .hasSize(1);
    assertThat(client.v1().events().resource(event("web-0.1")).get().getCount()).isEqualTo(2);
  }

  @Test
  void an_event_of_the_events_api_is_created_and_patched() {
    io.fabric8.kubernetes.api.model.events.v1.Event event =
        new io.fabric8.kubernetes.api.model.events.v1.EventBuilder()
            .withNewMetadata()
            .withName("web-0.2")
            .withNamespace(cluster.namespace())
            .endMetadata()
            .withNewRegarding()
            .withKind("Pod")
            .withName("web-0")
            .withNamespace(cluster.namespace())
            .endRegarding()
            .withEventTime(new MicroTime(EventDocument.TIME))
            .withReason("BackOff")
            .withAction("Restart")
            .withType("Warning")
            .withNote("Back-off")
            .withReportingController("test/facts")
            .withReportingInstance("facts-0")
            .build();
    client.events().v1().events().resource(event).create();

    io.fabric8.kubernetes.api.model.events.v1.Event patched =
        client
            .events()
            .v1()
            .events()
            .resource(event)
            .patch(
                MERGE,
                "{\"series\":{\"count\":2,\"lastObservedTime\":\"" + EventDocument.TIME + "\"}}");

    assertThat(patched.getSeries().getCount()).isEqualTo(2);
    assertThat(patched.getSeries().getLastObservedTime().getTime()).isEqualTo(EventDocument.TIME);
  }

  @Test
  void the_client_reads_an_error_response_as_a_status() {
    client.v1().events().resource(event("twice")).create();

    KubernetesClientException refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> client.v1().events().resource(event("twice")).create());

    assertThat(refusal.getCode()).isEqualTo(409);
    assertThat(refusal.getStatus().getReason()).isEqualTo("AlreadyExists");
  }

  @Test
  void the_client_understands_discovery_and_access_reviews() {
    SelfSubjectAccessReview review =
        client
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(
                new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withNewResourceAttributes()
                    .withVerb("create")
                    .withResource("events")
                    .withNamespace(cluster.namespace())
                    .endResourceAttributes()
                    .endSpec()
                    .build());

    assertThat(review.getStatus().getAllowed()).isTrue();
    assertThat(client.supports(io.fabric8.kubernetes.api.model.events.v1.Event.class)).isTrue();
    assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("36");
  }

  private Event event(String name) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(cluster.namespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withKind("Pod")
        .withName("web-0")
        .withNamespace(cluster.namespace())
        .endInvolvedObject()
        .withReason("BackOff")
        .withMessage("Back-off")
        .withType("Warning")
        .withCount(1)
        .build();
  }
}
