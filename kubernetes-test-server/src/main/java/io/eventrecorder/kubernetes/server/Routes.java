package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Finds the handler for a path and checks the user's permission. */
final class Routes {
  private final AccessControl access;
  private final Discovery discovery;
  private final NamespaceStore namespaces;
  private final EventRoutes events;

  Routes(AccessControl access, Discovery discovery, NamespaceStore namespaces, EventRoutes events) {
    this.access = access;
    this.discovery = discovery;
    this.namespaces = namespaces;
    this.events = events;
  }

  /** {@return the response; an error is thrown as {@link StatusException}} */
  ApiResponse answer(ApiRequest request) {
    String user = access.actingUser(request);
    List<String> path = request.segments();
    if (startsWith(path, "api", "v1") && path.size() > 2) {
      return resources(user, EventApiVersion.CORE, path.subList(2, path.size()), request);
    }
    if (startsWith(path, "apis", "events.k8s.io", "v1")
        && path.size() > 3
        && discovery.servesEventsApi()) {
      return resources(user, EventApiVersion.EVENTS, path.subList(3, path.size()), request);
    }
    if (String.join("/", path).equals("apis/authorization.k8s.io/v1/selfsubjectaccessreviews")) {
      return accessReview(user, request);
    }
    return discovery(user, path, request);
  }

  private ApiResponse discovery(String user, List<String> path, ApiRequest request) {
    if (!request.method().equals("GET")) {
      throw StatusException.methodNotAllowed();
    }
    String joined = String.join("/", path);
    switch (joined) {
      case "version" -> {
        return ApiResponse.ok(Discovery.version());
      }
      case "healthz", "livez", "readyz" -> {
        return ApiResponse.ok(JsonTrees.object().put("status", "ok"));
      }
      default -> access.requireLogin(user, request.path());
    }
    return ApiResponse.ok(
        switch (joined) {
          case "api" -> Discovery.core();
          case "apis" -> discovery.groups();
          case "api/v1" -> discovery.resources("v1");
          default -> group(path);
        });
  }

  private JsonNode group(List<String> path) {
    if (path.size() < 2 || path.size() > 3 || !path.get(0).equals("apis")) {
      throw StatusException.noSuchPath();
    }
    JsonNode group = discovery.groupNamed(path.get(1));
    return path.size() == 2 ? group : discovery.resources(path.get(1) + '/' + path.get(2));
  }

  private ApiResponse resources(
      String user, EventApiVersion api, List<String> path, ApiRequest request) {
    if (path.get(0).equals("namespaces")) {
      if (path.size() >= 3 && path.get(2).equals("events") && path.size() <= 4) {
        return path.size() == 3
            ? collection(user, api, path.get(1), request)
            : event(user, api, new StoredEventKey(path.get(1), path.get(3)), request);
      }
      if (api.isCore() && path.size() <= 2) {
        return namespace(user, path.size() == 2 ? path.get(1) : "", request);
      }
    }
    if (path.equals(List.of("events"))) {
      return collection(user, api, "", request);
    }
    throw StatusException.noSuchPath();
  }

  private ApiResponse collection(
      String user, EventApiVersion api, String namespace, ApiRequest request) {
    switch (request.method()) {
      case "GET" -> {
        if (EventRoutes.isTrue(request.query().get("watch"))) {
          require(user, "watch", api.resource(), namespace, "");
          return events.watch(api, namespace, request);
        }
        require(user, "list", api.resource(), namespace, "");
        return events.list(api, namespace, request);
      }
      case "POST" -> {
        if (namespace.isEmpty()) {
          throw StatusException.methodNotAllowed();
        }
        require(user, "create", api.resource(), namespace, "");
        return events.create(api, namespace, request);
      }
      default -> throw StatusException.methodNotAllowed();
    }
  }

  private ApiResponse event(
      String user, EventApiVersion api, StoredEventKey key, ApiRequest request) {
    String verb =
        switch (request.method()) {
          case "GET" -> "get";
          case "PATCH" -> "patch";
          case "PUT" -> "update";
          case "DELETE" -> "delete";
          default -> throw StatusException.methodNotAllowed();
        };
    require(user, verb, api.resource(), key.namespace(), key.name());
    return switch (verb) {
      case "get" -> events.get(api, key);
      case "patch" -> events.patch(api, key, request);
      case "update" -> events.put(api, key, request);
      default -> events.delete(api, key);
    };
  }

  private ApiResponse namespace(String user, String name, ApiRequest request) {
    String verb =
        switch (request.method()) {
          case "GET" -> name.isEmpty() ? "list" : "get";
          case "POST" -> "create";
          case "PATCH" -> "patch";
          case "DELETE" -> "delete";
          default -> throw StatusException.methodNotAllowed();
        };
    if (name.isEmpty() != (verb.equals("list") || verb.equals("create"))) {
      throw StatusException.methodNotAllowed();
    }
    require(user, verb, ApiResource.NAMESPACES, name, name);
    return switch (verb) {
      case "list" -> namespaceList();
      case "get" -> ApiResponse.ok(namespaces.get(name));
      case "create" -> ApiResponse.created(namespaces.create(document(request)));
      case "patch" ->
          ApiResponse.ok(
              namespaces.update(
                  name,
                  Patches.apply(request, ApiResource.NAMESPACES, name, namespaces.get(name))));
      default -> ApiResponse.ok(namespaces.delete(name));
    };
  }

  private ApiResponse namespaceList() {
    ObjectNode list = JsonTrees.object().put("kind", "NamespaceList").put("apiVersion", "v1");
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    namespaces.list().forEach(items::add);
    return ApiResponse.ok(list);
  }

  private ApiResponse accessReview(String user, ApiRequest request) {
    if (!request.method().equals("POST")) {
      throw StatusException.methodNotAllowed();
    }
    ApiResource reviews = new ApiResource("authorization.k8s.io", "selfsubjectaccessreviews");
    if (user.equals(AccessControl.ANONYMOUS)) {
      require(user, "create", reviews, "", "");
    }
    JsonNode document = document(request);
    JsonNode asked = document.at("/spec/resourceAttributes");
    boolean allowed =
        asked.isMissingNode()
            || access.allows(
                user,
                new Permission(
                    JsonTrees.text(asked, "verb"),
                    JsonTrees.text(asked, "group"),
                    JsonTrees.text(asked, "resource"),
                    JsonTrees.text(asked, "namespace")));
    ObjectNode review =
        JsonTrees.object()
            .put("kind", "SelfSubjectAccessReview")
            .put("apiVersion", "authorization.k8s.io/v1");
    review.putObject("metadata");
    review.set("spec", document.path("spec").deepCopy());
    review.putObject("status").put("allowed", allowed);
    return ApiResponse.created(review);
  }

  private void require(
      String user, String verb, ApiResource resource, String namespace, String name) {
    access.require(
        user, new Permission(verb, resource.group(), resource.plural(), namespace), name);
  }

  private static JsonNode document(ApiRequest request) {
    request.requireJson();
    try {
      return JsonTrees.parse(request.body().bytes());
    } catch (JsonProcessingException e) {
      throw StatusException.badRequest(e.getOriginalMessage());
    }
  }

  private static boolean startsWith(List<String> path, String... start) {
    return path.size() >= start.length && path.subList(0, start.length).equals(List.of(start));
  }
}
