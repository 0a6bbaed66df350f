package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The discovery documents: which API groups and resources the server has. */
final class Discovery {
  private static final String EVENTS = "events.k8s.io";
  private static final String AUTHORIZATION = "authorization.k8s.io";
  private static final List<String> EVENT_VERBS =
      List.of("create", "delete", "get", "list", "patch", "update");

  private final AtomicBoolean eventsApi = new AtomicBoolean(true);

  void serveEventsApi(boolean served) {
    eventsApi.set(served);
  }

  boolean servesEventsApi() {
    return eventsApi.get();
  }

  static JsonNode version() {
    return JsonTrees.object()
        .put("major", "1")
        .put("minor", "36")
        .put("gitVersion", "v1.36.0+eventrecorder-test-server")
        .put("platform", "java");
  }

  static JsonNode core() {
    ObjectNode versions = JsonTrees.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    return versions;
  }

  JsonNode groups() {
    ObjectNode list = JsonTrees.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    groups.add(group(AUTHORIZATION));
    if (servesEventsApi()) {
      groups.add(group(EVENTS));
    }
    return list;
  }

  /** {@return the group document of {@code /apis/<group>}} */
  JsonNode groupNamed(String name) {
    if (!name.equals(AUTHORIZATION) && !(name.equals(EVENTS) && servesEventsApi())) {
      throw StatusException.noSuchPath();
    }
    return group(name).put("kind", "APIGroup").put("apiVersion", "v1");
  }

  /** {@return the resources of {@code v1} or {@code <group>/v1}} */
  JsonNode resources(String groupVersion) {
    ObjectNode list =
        JsonTrees.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", groupVersion);
    ArrayNode resources = list.putArray("resources");
    switch (groupVersion) {
      case "v1" -> {
        resources.add(resource("events", "Event", true, EVENT_VERBS).put("singularName", "event"));
        resources.add(
            resource(
                    "namespaces",
                    "Namespace",
                    false,
                    List.of("create", "delete", "get", "list", "patch"))
                .put("singularName", "namespace"));
      }
      case EVENTS + "/v1" ->
          resources.add(
              resource("events", "Event", true, EVENT_VERBS).put("singularName", "event"));
      case AUTHORIZATION + "/v1" ->
          resources.add(
              resource(
                  "selfsubjectaccessreviews", "SelfSubjectAccessReview", false, List.of("create")));
      default -> throw StatusException.noSuchPath();
    }
    return list;
  }

  private static ObjectNode resource(
      String plural, String kind, boolean namespaced, List<String> verbs) {
    ObjectNode resource =
        JsonTrees.object()
            .put("name", plural)
            .put("singularName", "")
            .put("namespaced", namespaced)
            .put("kind", kind);
    ArrayNode list = resource.putArray("verbs");
    verbs.forEach(list::add);
    if (kind.equals("Event")) {
      resource.putArray("shortNames").add("ev");
    }
    if (kind.equals("Namespace")) {
      resource.putArray("shortNames").add("ns");
    }
    return resource;
  }

  private static ObjectNode group(String name) {
    ObjectNode version = JsonTrees.object().put("groupVersion", name + "/v1").put("version", "v1");
    ObjectNode group = JsonTrees.object().put("name", name);
    group.putArray("versions").add(version);
    group.set("preferredVersion", version.deepCopy());
    return group;
  }
}
