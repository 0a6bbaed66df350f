package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a controller made, in the messages of its events. The texts are those of the
 * controllers of Kubernetes ({@code pkg/controller}), Argo Rollouts and OpenShift. Only the kind of
 * object that a controller is for counts: any program can write such a message about any object.
 */
final class OwnerMessages {
  private static final String COMBINED = "(combined from similar events): ";

  /** No message of a controller about its objects is longer than two names and a sentence. */
  private static final int LONGEST = 1000;

  private record Form(Set<String> owners, Pattern message, String made) {
    static Form of(Set<String> owners, String message, String made) {
      return new Form(owners, Pattern.compile(message), made);
    }
  }

  private static final List<Form> FORMS =
      List.of(
          Form.of(
              Set.of("ReplicaSet", "DaemonSet", "Job", "ReplicationController"),
              "(?:Created|Deleted) pod: (\\S+)",
              "Pod"),
          Form.of(Set.of("Deployment"), "Scaled (?:up|down) replica set (\\S+) .*", "ReplicaSet"),
          Form.of(Set.of("Deployment"), "Created new replica set \"([^\"\\s]+)\".*", "ReplicaSet"),
          Form.of(
              Set.of("Rollout"),
              "(?:Created|Scaled (?:up|down)) ReplicaSet (\\S+) .*",
              "ReplicaSet"),
          Form.of(
              Set.of("StatefulSet"),
              "(?:create|update|delete) Pod (\\S+) in StatefulSet \\S+ .*",
              "Pod"),
          Form.of(
              Set.of("StatefulSet"),
              "(?:create|update|delete) Claim (\\S+) Pod \\S+ in StatefulSet \\S+ .*",
              "PersistentVolumeClaim"),
          Form.of(Set.of("CronJob"), "(?:Created|Deleted) job (\\S+)", "Job"),
          Form.of(Set.of("CronJob"), "Saw completed job: ([^,\\s]+),.*", "Job"),
          Form.of(
              Set.of("DeploymentConfig"),
              "(?:Created new|Scaled) replication controller \"([^\"\\s]+)\".*",
              "ReplicationController"));

  private OwnerMessages() {}

  /** {@return the object that the event's object made, in its namespace; null if it says none} */
  static @Nullable ObjectId made(Event event) {
    String message = event.message();
    if (message.length() > LONGEST) {
      return null;
    }
    String text = message.startsWith(COMBINED) ? message.substring(COMBINED.length()) : message;
    for (Form form : FORMS) {
      if (form.owners.contains(event.regarding().kind())) {
        Matcher matcher = form.message.matcher(text);
        if (matcher.matches()) {
          return ObjectId.of(event.regarding()).sibling(form.made, matcher.group(1));
        }
      }
    }
    return null;
  }
}
