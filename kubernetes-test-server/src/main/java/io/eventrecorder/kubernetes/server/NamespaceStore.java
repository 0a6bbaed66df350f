package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Stores the namespaces. A deleted namespace that has finalizers stays in the phase Terminating
 * until they are removed. Thread-safe.
 */
final class NamespaceStore {
  private final ResourceVersions versions;
  private final Clock clock;
  private final EventStore events;

  @GuardedBy("this")
  private final Map<String, ObjectNode> namespaces = new TreeMap<>();

  NamespaceStore(ResourceVersions versions, Clock clock, EventStore events) {
    this.versions = versions;
    this.clock = clock;
    this.events = events;
    create(JsonTrees.object().set("metadata", JsonTrees.object().put("name", "default")));
    create(JsonTrees.object().set("metadata", JsonTrees.object().put("name", "kube-system")));
  }

  synchronized ObjectNode create(JsonNode document) {
    String name = JsonTrees.text(document.path("metadata"), "name");
    if (namespaces.containsKey(name)) {
      throw StatusException.alreadyExists(ApiResource.NAMESPACES, name);
    }
    if (name.isEmpty() || name.length() > 63 || name.contains(".")) {
      throw StatusException.badRequest("metadata.name: Invalid value: \"" + name + '"');
    }
    ObjectNode namespace = JsonTrees.object().put("kind", "Namespace").put("apiVersion", "v1");
    ObjectNode metadata = namespace.putObject("metadata").put("name", name);
    for (String field : List.of("labels", "annotations", "finalizers")) {
      JsonNode value = document.path("metadata").path(field);
      if (!value.isEmpty()) {
        metadata.set(field, value.deepCopy());
      }
    }
    metadata
        .put("uid", UUID.randomUUID().toString())
        .put("resourceVersion", versions.next())
        .put("creationTimestamp", FieldType.seconds(clock.instant()));
    namespace.putObject("spec").putArray("finalizers").add("kubernetes");
    namespace.putObject("status").put("phase", "Active");
    namespaces.put(name, namespace);
    return namespace.deepCopy();
  }

  synchronized ObjectNode get(String name) {
    ObjectNode namespace = namespaces.get(name);
    if (namespace == null) {
      throw StatusException.notFound(ApiResource.NAMESPACES, name);
    }
    return namespace.deepCopy();
  }

  synchronized List<ObjectNode> list() {
    return namespaces.values().stream().map(ObjectNode::deepCopy).toList();
  }

  /**
   * Replaces finalizers, labels and annotations with those of the document; ignores other fields.
   */
  synchronized ObjectNode update(String name, JsonNode changed) {
    ObjectNode namespace = get(name);
    ObjectNode metadata = namespace.withObjectProperty("metadata");
    for (String field : List.of("labels", "annotations", "finalizers")) {
      JsonNode value = changed.path("metadata").path(field);
      metadata.remove(field);
      if (!value.isEmpty()) {
        metadata.set(field, value.deepCopy());
      }
    }
    metadata.put("resourceVersion", versions.next());
    namespaces.put(name, namespace);
    removeIfFinished(name, namespace);
    return namespace.deepCopy();
  }

  synchronized ObjectNode delete(String name) {
    ObjectNode namespace = terminate(name);
    removeIfFinished(name, namespace);
    return namespace.deepCopy();
  }

  /** Sets the phase Terminating: the server refuses new events there and keeps the stored ones. */
  synchronized ObjectNode terminate(String name) {
    ObjectNode namespace = get(name);
    namespace
        .withObjectProperty("metadata")
        .put("resourceVersion", versions.next())
        .put("deletionTimestamp", FieldType.seconds(clock.instant()));
    namespace.withObjectProperty("status").put("phase", "Terminating");
    namespaces.put(name, namespace);
    return namespace;
  }

  /** Throws the error of the real server if the namespace does not exist or is terminating. */
  synchronized void admitCreate(ApiResource resource, String namespace, String name) {
    if (isTerminating(get(namespace))) {
      throw StatusException.namespaceTerminating(resource, name, namespace);
    }
  }

  private synchronized void removeIfFinished(String name, ObjectNode namespace) {
    if (isTerminating(namespace) && namespace.at("/metadata/finalizers").isEmpty()) {
      namespaces.remove(name);
      events.removeIf(key -> key.namespace().equals(name));
    }
  }

  private static boolean isTerminating(JsonNode namespace) {
    return namespace.at("/status/phase").asText().equals("Terminating");
  }
}
