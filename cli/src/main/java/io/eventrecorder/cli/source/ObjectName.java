package io.eventrecorder.cli.source;

import io.eventrecorder.ObjectReference;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object as a user names it: {@code pod/web-0}, {@code deploy/web}, {@code
 * certificates.cert-manager.io/shop} or {@code Certificate/shop}.
 *
 * @param kind the kind as the API has it, if {@code exact}; otherwise the resource as it was
 *     written
 * @param exact whether the kind is known
 * @param name the name of the object
 */
public record ObjectName(String kind, boolean exact, String name) {
  private static final Map<String, String> KINDS = kinds();

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line :
        """
        Pod pod pods po
        Node node nodes no
        Namespace namespace namespaces ns
        Service service services svc
        Deployment deployment deployments deploy
        ReplicaSet replicaset replicasets rs
        StatefulSet statefulset statefulsets sts
        DaemonSet daemonset daemonsets ds
        Job job jobs
        CronJob cronjob cronjobs cj
        HorizontalPodAutoscaler horizontalpodautoscaler horizontalpodautoscalers hpa
        PersistentVolumeClaim persistentvolumeclaim persistentvolumeclaims pvc
        PersistentVolume persistentvolume persistentvolumes pv
        Ingress ingress ingresses ing
        Endpoints endpoints ep
        ConfigMap configmap configmaps cm
        Secret secret secrets
        ServiceAccount serviceaccount serviceaccounts sa
        PodDisruptionBudget poddisruptionbudget poddisruptionbudgets pdb
        ReplicationController replicationcontroller replicationcontrollers rc
        StorageClass storageclass storageclasses sc
        NetworkPolicy networkpolicy networkpolicies netpol
        CustomResourceDefinition customresourcedefinition customresourcedefinitions crd crds
        """
            .split("\n", -1)) {
      String[] names = line.split(" ", -1);
      for (String name : names) {
        kinds.put(name, names[0]);
      }
    }
    return kinds;
  }

  /**
   * {@return the object that a text names}
   *
   * @param text {@code KIND/NAME}, {@code RESOURCE/NAME} or {@code RESOURCE.GROUP/NAME}
   * @throws IllegalArgumentException if it is not of this form
   */
  public static ObjectName parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1 || text.indexOf('/', slash + 1) >= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" must be KIND/NAME, for example pod/web-0 or deployment/web");
    }
    String written = text.substring(0, slash);
    String resource = written.replaceFirst("\\..*", "");
    String name = text.substring(slash + 1);
    String known = KINDS.get(resource);
    if (known != null && known.length() > 0) {
      return new ObjectName(known, true, name);
    }
    boolean camelCase = Character.isUpperCase(resource.charAt(0));
    return new ObjectName(resource, camelCase, name);
  }

  /**
   * {@return whether a reference is to this object}
   *
   * @param reference the object of an event
   */
  public boolean matches(ObjectReference reference) {
    return reference.name().equals(name) && isKind(reference.kind());
  }

  /** A resource is usually the kind in lower case and in the plural. */
  private boolean isKind(String other) {
    if (exact) {
      return other.equals(kind);
    }
    String lower = other.toLowerCase(Locale.ROOT);
    String wanted = kind.toLowerCase(Locale.ROOT);
    return wanted.equals(lower)
        || wanted.equals(lower + "s")
        || wanted.equals(lower + "es")
        || (lower.endsWith("y") && wanted.equals(lower.substring(0, lower.length() - 1) + "ies"));
  }

  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
