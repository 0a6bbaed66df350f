package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Requests about events, in either API. */
final class EventRoutes {
  private final EventStore store;
  private final Namespaces namespaces;
  private final Versions versions;
  private final Clock clock;

  EventRoutes(EventStore store, Namespaces namespaces, Versions versions, Clock clock) {
    this.store = store;
    this.namespaces = namespaces;
    this.versions = versions;
    this.clock = clock;
  }

  Answer get(EventApi api, EventKey key) {
    ObjectNode event = store.get(key);
    if (event == null) {
      throw Refusal.notFound(api.resource(), key.name());
    }
    return Answer.ok(api.encode(event));
  }

  Answer list(EventApi api, String namespace, Request request) {
    if (request.query().getOrDefault("watch", "false").matches("1|true")) {
      throw Refusal.badRequest("this test server does not watch");
    }
    Selector fields = Selector.parse(request.query().get("fieldSelector"));
    Selector labels = Selector.parse(request.query().get("labelSelector"));
    EventFields.requireSupported(api, fields);
    List<ObjectNode> found =
        store.list(namespace).stream()
            .filter(event -> fields.matches(field -> EventFields.value(api, event, field)))
            .filter(
                event -> labels.matches(label -> Json.text(event.at("/metadata/labels"), label)))
            .toList();
    if (request.wantsTable()) {
      return Answer.ok(EventTable.of(found, clock.instant()));
    }
    ObjectNode list = Json.object().put("kind", "EventList").put("apiVersion", api.apiVersion());
    list.putObject("metadata").put("resourceVersion", versions.current());
    ArrayNode items = list.putArray("items");
    found.forEach(event -> items.add(api.encode(event)));
    return Answer.ok(list);
  }

  Answer create(EventApi api, String namespace, Request request) {
    List<String> unknown = new ArrayList<>();
    ObjectNode event = decode(api, request, unknown);
    return Answer.created(api.encode(create(api, namespace, request, event)))
        .withWarnings(warnings(request, unknown));
  }

  private ObjectNode create(EventApi api, String namespace, Request request, ObjectNode event) {
    ObjectNode metadata = event.withObjectProperty("metadata");
    placeIn(namespace, metadata);
    namespaces.admitCreate(api.resource(), namespace, Json.text(metadata, "name"));
    String prefix = Json.text(metadata, "generateName");
    if (!metadata.has("name") && !prefix.isEmpty()) {
      metadata.put("name", prefix + UUID.randomUUID().toString().substring(0, 5));
    }
    metadata
        .put("uid", UUID.randomUUID().toString())
        .put("creationTimestamp", Shape.seconds(clock.instant()))
        .remove(
            List.of(
                "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields"));
    String name = Json.text(metadata, "name");
    refuseIfAny(name, EventRules.onCreate(api, event));
    if (metadata.has("resourceVersion")) {
      throw Refusal.internal("resourceVersion should not be set on objects to be created");
    }
    request.body().requireStorable();
    ObjectNode created = store.create(new EventKey(namespace, name), event);
    if (created == null) {
      throw Refusal.alreadyExists(api.resource(), name);
    }
    return created;
  }

  Answer patch(EventApi api, EventKey key, Request request) {
    Patches.requireKnown(request);
    request.body().bytes();
    List<String> unknown = new ArrayList<>();
    ObjectNode stored =
        store.update(
            key, old -> changed(api, key, request, old, patched(api, key, request, old, unknown)));
    if (stored == null) {
      throw Refusal.notFound(api.resource(), key.name());
    }
    return Answer.ok(api.encode(stored)).withWarnings(warnings(request, unknown));
  }

  private static ObjectNode patched(
      EventApi api, EventKey key, Request request, ObjectNode old, List<String> unknown) {
    JsonNode document = Patches.apply(request, api.resource(), key.name(), api.encode(old));
    try {
      ObjectNode patched = api.decode(document, unknown);
      if (isStrict(request) && !unknown.isEmpty()) {
        throw Refusal.invalidPatch("strict decoding error: " + String.join(", ", unknown));
      }
      return patched;
    } catch (Shape.Malformed e) {
      throw Refusal.invalidPatch(e.why());
    }
  }

  Answer put(EventApi api, EventKey key, Request request) {
    List<String> unknown = new ArrayList<>();
    ObjectNode event = decode(api, request, unknown);
    List<String> warnings = warnings(request, unknown);
    placeIn(key.namespace(), event.withObjectProperty("metadata"));
    requireName(key, event);
    ObjectNode stored =
        store.update(
            key,
            old -> {
              requireSameUid(api, key, event, old);
              return changed(api, key, request, old, event);
            });
    if (stored != null) {
      return Answer.ok(api.encode(stored)).withWarnings(warnings);
    }
    event.withObjectProperty("metadata").remove("resourceVersion");
    return Answer.created(api.encode(create(api, key.namespace(), request, event)))
        .withWarnings(warnings);
  }

  Answer delete(EventApi api, EventKey key) {
    ObjectNode removed = store.remove(key);
    if (removed == null) {
      throw Refusal.notFound(api.resource(), key.name());
    }
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    status
        .putObject("details")
        .put("name", key.name())
        .put("kind", "events")
        .put("uid", removed.at("/metadata/uid").asText());
    return Answer.ok(status);
  }

  /** {@return what will be stored, after all checks} */
  private static ObjectNode changed(
      EventApi api, EventKey key, Request request, ObjectNode old, ObjectNode event) {
    requireName(key, event);
    ObjectNode metadata = event.withObjectProperty("metadata");
    ObjectNode before = old.withObjectProperty("metadata");
    String version = Json.text(metadata, "resourceVersion");
    if (!version.isEmpty() && !version.equals(Json.text(before, "resourceVersion"))) {
      throw Refusal.conflict(api.resource(), key.name());
    }
    if (!metadata.has("uid")) {
      metadata.set("uid", before.get("uid"));
    }
    metadata.set("creationTimestamp", before.get("creationTimestamp"));
    metadata.set("resourceVersion", before.get("resourceVersion"));
    metadata.remove("managedFields");
    refuseIfAny(key.name(), EventRules.onUpdate(api, event, old));
    request.body().requireStorable();
    return event;
  }

  private static ObjectNode decode(EventApi api, Request request, List<String> unknown) {
    request.requireJson();
    String cannot = "Event in version \"v1\" cannot be handled as a Event: ";
    try {
      ObjectNode event = api.decode(Json.parse(request.body().bytes()), unknown);
      if (isStrict(request) && !unknown.isEmpty()) {
        throw Refusal.badRequest(cannot + "strict decoding error: " + String.join(", ", unknown));
      }
      return event;
    } catch (JsonProcessingException e) {
      throw Refusal.badRequest(cannot + e.getOriginalMessage());
    } catch (Shape.Malformed e) {
      throw Refusal.badRequest(cannot + e.why());
    }
  }

  private static void placeIn(String namespace, ObjectNode metadata) {
    if (!Json.text(metadata, "namespace").isEmpty()
        && !Json.text(metadata, "namespace").equals(namespace)) {
      throw Refusal.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata.put("namespace", namespace);
  }

  private static void requireName(EventKey key, ObjectNode event) {
    String name = event.at("/metadata/name").asText();
    if (!name.equals(key.name())) {
      throw Refusal.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + key.name()
              + ")");
    }
    placeIn(key.namespace(), event.withObjectProperty("metadata"));
  }

  private static void requireSameUid(EventApi api, EventKey key, ObjectNode event, ObjectNode old) {
    String wanted = event.at("/metadata/uid").asText();
    String there = old.at("/metadata/uid").asText();
    if (!wanted.isEmpty() && !wanted.equals(there)) {
      throw Refusal.conflict(
          api.resource(),
          key.name(),
          "Precondition failed: UID in precondition: " + wanted + ", UID in object meta: " + there);
    }
  }

  private static void refuseIfAny(String name, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Refusal.invalid(name, errors);
    }
  }

  private static boolean isStrict(Request request) {
    return request.query().getOrDefault("fieldValidation", "").equals("Strict");
  }

  private static List<String> warnings(Request request, List<String> unknown) {
    return request.query().getOrDefault("fieldValidation", "").equals("Ignore")
        ? List.of()
        : unknown;
  }
}
