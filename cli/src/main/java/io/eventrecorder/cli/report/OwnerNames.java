package io.eventrecorder.cli.report;

import static io.eventrecorder.cli.report.GeneratedName.beforeHash;
import static io.eventrecorder.cli.report.GeneratedName.beforeOrdinal;
import static io.eventrecorder.cli.report.GeneratedName.beforeRandom;
import static io.eventrecorder.cli.report.GeneratedName.beforeTime;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the owner of an object from its name. An owner that has no events itself is assumed only
 * where the name leaves little doubt: a ReplicaSet, Deployment, Job or CronJob whose name is in a
 * generated name, and a StatefulSet that has a pod 0. All other owners must be known.
 */
final class OwnerNames {
  private static final String POD = "Pod";
  private static final String STATEFUL_SET = "StatefulSet";
  private static final String REPLICA_SET = "ReplicaSet";
  private static final List<String> OF_RANDOM_NAMES =
      List.of("DaemonSet", "Job", REPLICA_SET, "ReplicationController");
  private static final List<String> WORKLOADS =
      List.of("Deployment", STATEFUL_SET, "DaemonSet", "Rollout", "DeploymentConfig", "CronJob");

  /** Kinds that are beside a workload, and have its name by custom. */
  private static final Set<String> COMPANIONS =
      Set.of(
          "HorizontalPodAutoscaler",
          "VerticalPodAutoscaler",
          "ScaledObject",
          "PodDisruptionBudget",
          "Service",
          "Endpoints",
          "EndpointSlice",
          "Ingress");

  private static final String KEDA = "keda-hpa-";

  private final Predicate<ObjectId> known;

  /**
   * Creates rules for the objects of one input.
   *
   * @param known whether an object exists, as far as the input shows
   */
  OwnerNames(Predicate<ObjectId> known) {
    this.known = known;
  }

  /** {@return the owner; null if the name says none} */
  @Nullable ObjectId owner(ObjectId object) {
    return switch (object.kind()) {
      case POD -> ofPod(object);
      case REPLICA_SET -> ofReplicaSet(object);
      case "Job" -> sibling(object, "CronJob", beforeTime(object.name()));
      case "ReplicationController" ->
          known(object, "DeploymentConfig", beforeOrdinal(object.name()));
      default -> null;
    };
  }

  private @Nullable ObjectId ofPod(ObjectId pod) {
    String generated = beforeRandom(pod.name());
    if (generated == null) {
      return ofPodWithOrdinal(pod);
    }
    for (String kind : OF_RANDOM_NAMES) {
      ObjectId owner = known(pod, kind, generated);
      if (owner != null) {
        return owner;
      }
    }
    ObjectId indexed = known(pod, "Job", beforeOrdinal(generated));
    if (indexed != null) {
      return indexed;
    }
    if (beforeHash(generated) != null) {
      return pod.sibling(REPLICA_SET, generated);
    }
    return beforeTime(generated) == null ? null : pod.sibling("Job", generated);
  }

  private @Nullable ObjectId ofPodWithOrdinal(ObjectId pod) {
    String base = beforeOrdinal(pod.name());
    if (base == null) {
      return null;
    }
    ObjectId strimzi = known(pod, "StrimziPodSet", base);
    if (strimzi != null) {
      return strimzi;
    }
    ObjectId set = pod.sibling(STATEFUL_SET, base);
    boolean likely = known.test(set) || known.test(pod.sibling(POD, base + "-0"));
    return likely ? set : null;
  }

  private @Nullable ObjectId ofReplicaSet(ObjectId set) {
    String base = beforeHash(set.name());
    ObjectId rollout = known(set, "Rollout", base);
    return rollout != null ? rollout : sibling(set, "Deployment", base);
  }

  /**
   * {@return the workload that an object is beside, or the StatefulSet or pod that a claim is for;
   * null if there is none}
   */
  @Nullable ObjectId workload(ObjectId object) {
    if (object.kind().equals("PersistentVolumeClaim")) {
      return ofClaim(object);
    }
    if (!COMPANIONS.contains(object.kind())) {
      return null;
    }
    String name = object.name();
    if (object.kind().equals("EndpointSlice")) {
      name = beforeRandom(name);
    } else if (name.startsWith(KEDA)) {
      name = name.substring(KEDA.length());
    }
    for (String kind : WORKLOADS) {
      ObjectId workload = known(object, kind, name);
      if (workload != null) {
        return workload;
      }
    }
    return null;
  }

  /** A claim of a StatefulSet is {@code TEMPLATE-SET-ORDINAL}. */
  private @Nullable ObjectId ofClaim(ObjectId claim) {
    String base = beforeOrdinal(claim.name());
    if (base == null) {
      return null;
    }
    for (int dash = base.indexOf('-'); dash >= 0; dash = base.indexOf('-', dash + 1)) {
      ObjectId set = known(claim, STATEFUL_SET, base.substring(dash + 1));
      if (set != null) {
        return set;
      }
    }
    return null;
  }

  private static @Nullable ObjectId sibling(ObjectId object, String kind, @Nullable String name) {
    return name == null ? null : object.sibling(kind, name);
  }

  private @Nullable ObjectId known(ObjectId object, String kind, @Nullable String name) {
    ObjectId sibling = sibling(object, kind, name);
    return sibling != null && known.test(sibling) ? sibling : null;
  }
}
