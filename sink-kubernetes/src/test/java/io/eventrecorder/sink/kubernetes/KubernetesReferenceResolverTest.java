package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.ObjectReference;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubernetesReferenceResolverTest {
  private final KubernetesReferenceResolver resolver = new KubernetesReferenceResolver();

  /** A custom resource as an operator has it. */
  @Group("shop.example.com")
  @Version("v1")
  @Kind("Order")
  static final class Order extends CustomResource<Void, Void> implements Namespaced {
    private static final long serialVersionUID = 1L;
  }

  private static ObjectMeta metadata() {
    return new ObjectMetaBuilder()
        .withNamespace("shop")
        .withName("web-0")
        .withUid("u-1")
        .withResourceVersion("7")
        .build();
  }

  private static ObjectReference reference(String apiVersion, String kind) {
    return new ObjectReference(apiVersion, kind, "shop", "web-0", "u-1", "7", "");
  }

  @Test
  void built_in_objects_are_resolved() {
    assertThat(resolver.resolve(new PodBuilder().withMetadata(metadata()).build()))
        .contains(reference("v1", "Pod"));
    assertThat(resolver.resolve(new DeploymentBuilder().withMetadata(metadata()).build()))
        .contains(reference("apps/v1", "Deployment"));
  }

  @Test
  void cluster_scoped_objects_have_no_namespace() {
    HasMetadata node = new NodeBuilder().withNewMetadata().withName("node-1").endMetadata().build();
    assertThat(resolver.resolve(node))
        .contains(new ObjectReference("v1", "Node", "", "node-1", "", "", ""));
  }

  @Test
  void custom_resources_are_resolved() {
    Order order = new Order();
    order.setMetadata(metadata());
    assertThat(resolver.resolve(order)).contains(reference("shop.example.com/v1", "Order"));
  }

  @Test
  void generic_resources_are_resolved_by_their_fields() {
    GenericKubernetesResource generic =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("shop.example.com/v2")
            .withKind("Cart")
            .withMetadata(metadata())
            .build();
    assertThat(resolver.resolve(generic)).contains(reference("shop.example.com/v2", "Cart"));
  }

  @Test
  void missing_kinds_and_versions_come_from_the_class() {
    Pod fromAList = new PodBuilder().withMetadata(metadata()).build();
    fromAList.setKind(null);
    fromAList.setApiVersion("");
    assertThat(resolver.resolve(fromAList)).contains(reference("v1", "Pod"));
    Order order = new Order();
    order.setMetadata(metadata());
    order.setKind("");
    order.setApiVersion("");
    assertThat(resolver.resolve(order)).contains(reference("shop.example.com/v1", "Order"));
  }

  @Test
  void references_of_the_client_are_copied() {
    assertThat(
            resolver.resolve(
                new ObjectReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("Pod")
                    .withNamespace("shop")
                    .withName("web-0")
                    .withUid("u-1")
                    .withResourceVersion("7")
                    .withFieldPath("spec.containers{app}")
                    .build()))
        .contains(reference("v1", "Pod").toBuilder().fieldPath("spec.containers{app}").build());
    assertThat(resolver.resolve(new io.fabric8.kubernetes.api.model.ObjectReference()))
        .contains(ObjectReference.empty());
  }

  @Test
  void other_objects_are_not_resolved() {
    ConfigMap nameless = new ConfigMap();
    nameless.setMetadata(null);
    for (Object other : List.of("Pod/web-0", 1, List.of(), nameless)) {
      assertThat(resolver.resolve(other)).isEmpty();
    }
  }
}
