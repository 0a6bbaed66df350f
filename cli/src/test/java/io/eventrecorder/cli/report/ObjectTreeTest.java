package io.eventrecorder.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import io.eventrecorder.cli.report.ObjectTree.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds owners, and shows them as an operator expects. */
class ObjectTreeTest {
  private final Timeline timeline = new Timeline();

  /** {@return one line for each object, indented, with how its owner was found} */
  private List<String> tree() {
    return ObjectTree.of(timeline.states()).nodes().stream().map(ObjectTreeTest::line).toList();
  }

  private static String line(Node node) {
    String found = node.link().text.isEmpty() ? "" : " <- " + node.link().text;
    return "  ".repeat(node.depth()) + node.id().kind() + " " + node.id().name() + found;
  }

  private void seen(String... objects) {
    for (String object : objects) {
      timeline.at("0:00", object, "Seen", "seen");
    }
  }

  @Test
  void a_rollout_is_a_tree_of_what_its_controllers_say() {
    timeline
        .at("0:00", "Deployment/web", "ScalingReplicaSet", "Scaled up replica set web-7b5d to 2")
        .at("0:01", "ReplicaSet/web-7b5d", "SuccessfulCreate", "Created pod: web-7b5d-one")
        .at("0:02", "Pod/web-7b5d-one", "Scheduled", "assigned")
        .at("0:03", "ReplicaSet/web-7b5d", "SuccessfulDelete", "Deleted pod: web-7b5d-two")
        .at("0:04", "Pod/web-7b5d-two", "Killing", "stopping");
    assertThat(tree())
        .containsExactly(
            "Deployment web",
            "  ReplicaSet web-7b5d <- message",
            "    Pod web-7b5d-one <- message",
            "    Pod web-7b5d-two <- message");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Deployment; Scaled up replica set c from 0 to 1; ReplicaSet",
        "Deployment; Scaled down replica set c to 0 from 1; ReplicaSet",
        "Deployment; Created new replica set \"c\"; ReplicaSet",
        "Rollout; Scaled up ReplicaSet c (revision 2) from 0 to 1; ReplicaSet",
        "ReplicaSet; (combined from similar events): Created pod: c; Pod",
        "DaemonSet; Created pod: c; Pod",
        "Job; Created pod: c; Pod",
        "ReplicationController; Created pod: c; Pod",
        "StatefulSet; create Pod c in StatefulSet owner successful; Pod",
        "StatefulSet; delete Pod c in StatefulSet owner successful; Pod",
        "StatefulSet; create Claim c Pod owner-0 in StatefulSet owner success;"
            + " PersistentVolumeClaim",
        "CronJob; Created job c; Job",
        "CronJob; Saw completed job: c, condition: Complete; Job",
        "CronJob; Deleted job c; Job",
        "DeploymentConfig; Created new replication controller \"c\" for version 1;"
            + " ReplicationController",
      })
  void controllers_say_what_they_made(String owner, String message, String made) {
    timeline.at("0:00", owner + "/owner", "Made", message).at("0:01", made + "/c", "Seen", "seen");
    assertThat(tree()).containsExactly(owner + " owner", "  " + made + " c <- message");
  }

  @Test
  void only_the_object_of_a_controller_can_say_what_it_made() {
    timeline
        .at("0:00", "Pod/liar", "SuccessfulCreate", "Created pod: web")
        .at("0:01", "Deployment/liar", "SuccessfulCreate", "Created pod: web")
        .at("0:02", "Pod/web", "Seen", "seen");
    assertThat(tree()).containsExactly("Pod liar", "Deployment liar", "Pod web");
  }

  @Test
  void names_of_pods_show_owners_that_have_no_events() {
    seen("Pod/tunnelfront-6869944cf6-j2zsk", "Pod/backup-29512345-x7k2p");
    assertThat(tree())
        .containsExactly(
            "CronJob backup",
            "  Job backup-29512345 <- name",
            "    Pod backup-29512345-x7k2p <- name",
            "Deployment tunnelfront",
            "  ReplicaSet tunnelfront-6869944cf6 <- name",
            "    Pod tunnelfront-6869944cf6-j2zsk <- name");
  }

  @Test
  void names_that_fit_several_kinds_of_owners_show_only_known_ones() {
    seen("Pod/agent-x7k2p", "Pod/import-x7k2p", "Job/import", "Pod/import-2-b6k2p");
    assertThat(tree())
        .containsExactly(
            "Job import",
            "  Pod import-2-b6k2p <- name",
            "  Pod import-x7k2p <- name",
            "Pod agent-x7k2p");
  }

  @Test
  void a_pod_with_an_ordinal_has_a_stateful_set_if_there_is_a_pod_0_or_the_set() {
    seen("Pod/web-0", "Pod/web-1", "Pod/lonely-7", "Pod/db-2", "StatefulSet/db");
    seen("PersistentVolumeClaim/data-web-1", "PersistentVolumeClaim/data-other-0");
    assertThat(tree())
        .containsExactly(
            "PersistentVolumeClaim data-other-0",
            "Pod lonely-7",
            "StatefulSet db",
            "  Pod db-2 <- name",
            "StatefulSet web",
            "  PersistentVolumeClaim data-web-1 <- same name",
            "  Pod web-0 <- name",
            "  Pod web-1 <- name");
  }

  @Test
  void a_rollout_with_events_owns_replica_sets_with_its_name() {
    seen("Rollout/web", "Pod/web-6869944cf6-j2zsk");
    assertThat(tree()).startsWith("Rollout web", "  ReplicaSet web-6869944cf6 <- name");
  }

  @Test
  void what_belongs_to_a_workload_by_custom_is_beside_it() {
    seen("Deployment/web", "HorizontalPodAutoscaler/web", "HorizontalPodAutoscaler/keda-hpa-web");
    seen("PodDisruptionBudget/web", "Service/other", "Lease/web", "EndpointSlice/web-x7k2p");
    assertThat(tree())
        .containsExactly(
            "Deployment web",
            "  EndpointSlice web-x7k2p <- same name",
            "  HorizontalPodAutoscaler keda-hpa-web <- same name",
            "  HorizontalPodAutoscaler web <- same name",
            "  PodDisruptionBudget web <- same name",
            "Lease web",
            "Service other");
  }

  private static Event owned(String object, OwnerReference... owners) {
    return Event.builder()
        .name(object)
        .namespace("shop")
        .regarding(Timeline.reference(object))
        .lastTimestamp(Timeline.START)
        .ownerReferences(List.of(owners))
        .build();
  }

  private static OwnerReference owner(String kind, String name, boolean controller) {
    return new OwnerReference("v1", kind, name, "", controller, null);
  }

  @Test
  void an_owner_reference_is_stronger_than_a_message_and_a_name() {
    timeline
        .at("0:00", "ReplicaSet/web-6869944cf6", "Made", "Created pod: web-6869944cf6-j2zsk")
        .event(
            owned(
                "Pod/web-6869944cf6-j2zsk",
                owner("Quota", "small", false),
                owner("Game", "chess", true)));
    assertThat(tree())
        .containsExactly(
            "Deployment web",
            "  ReplicaSet web-6869944cf6 <- name",
            "Game chess",
            "  Pod web-6869944cf6-j2zsk <- owner reference");
  }

  @Test
  void the_owner_references_that_an_exporter_adds_to_the_object_count() {
    String json =
        "[{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"name\":\"n\"},"
            + "{\"kind\":\"Game\",\"name\":\"go\",\"more\":{\"kind\":[1]}}]";
    timeline.event(
        owned("Pod/board").toBuilder()
            .unknownFields(Map.of("/regarding/ownerReferences", json))
            .build());
    timeline.event(
        owned("Pod/wrong").toBuilder()
            .unknownFields(Map.of("/regarding/ownerReferences", "[{\"kind\":"))
            .build());
    assertThat(tree()).containsExactly("Game go", "  Pod board <- owner reference", "Pod wrong");
  }

  @Test
  void owners_that_go_in_a_circle_are_cut() {
    timeline
        .event(owned("Game/a", owner("Game", "b", true)))
        .event(owned("Game/b", owner("Game", "c", true)))
        .event(owned("Game/c", owner("Game", "a", true)))
        .event(owned("Game/self", owner("Game", "self", true)));
    assertThat(tree()).hasSize(4).contains("Game self").anyMatch(line -> line.startsWith("    "));
  }

  @Test
  void a_long_chain_of_owners_is_no_problem() {
    int length = 20_000;
    for (int i = 1; i < length; i++) {
      timeline.event(owned("Game/" + i, owner("Game", String.valueOf(i - 1), true)));
    }
    assertThat(ObjectTree.of(timeline.states()).nodes())
        .hasSize(length)
        .last()
        .matches(node -> node.depth() == length - 1);
  }

  @Test
  void trees_are_in_the_order_of_their_first_event_and_nodes_are_last() {
    timeline
        .at("0:00", "Node/n1", "Ready", "ready")
        .at("0:01", "Pod/early", "Seen", "seen")
        .at("0:02", "Deployment/late", "Seen", "seen")
        .at("0:03", "Pod/app-6869944cf6-j2zsk", "Seen", "seen")
        .at("0:04", "Deployment/app", "Seen", "seen")
        .event(owned("Pod/first").toBuilder().regarding(pod("aaa")).build())
        .event(owned("Cluster/x").toBuilder().regarding(pod("")).build());
    assertThat(ObjectTree.of(timeline.states()).nodes())
        .extracting(node -> node.id().toString())
        .containsExactly(
            "Pod aaa/p",
            "Pod shop/early",
            "Deployment shop/late",
            "Deployment shop/app",
            "ReplicaSet shop/app-6869944cf6",
            "Pod shop/app-6869944cf6-j2zsk",
            "Pod p",
            "Node n1");
  }

  private static ObjectReference pod(String namespace) {
    return ObjectReference.of("Pod", namespace, "p");
  }
}
