package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Handles requests for events, for both API versions. */
final class EventRoutes {
  private final AtomicInteger watches = new AtomicInteger();
  private final EventStore store;
  private final EventPages pages;
  private final NamespaceStore namespaces;
  private final Clock clock;

  EventRoutes(EventStore store, NamespaceStore namespaces, Clock clock) {
    this.store = store;
    this.pages = new EventPages(store.history());
    this.namespaces = namespaces;
    this.clock = clock;
  }

  ApiResponse get(EventApiVersion api, StoredEventKey key) {
    ObjectNode event = store.get(key);
    if (event == null) {
      throw StatusException.notFound(api.resource(), key.name());
    }
    return ApiResponse.ok(api.encode(event));
  }

  ApiResponse list(EventApiVersion api, String namespace, ApiRequest request) {
    Predicate<ObjectNode> selected = selected(api, namespace, request);
    int limit = Integer.parseInt(request.query().getOrDefault("limit", "0"));
    String token = request.query().getOrDefault("continue", "");
    EventPages.Page page;
    if (token.isEmpty()) {
      EventStore.Snapshot all = store.snapshot();
      page = pages.first(all.version(), all.events().stream().filter(selected).toList(), limit);
    } else {
      page = pages.next(token, limit);
    }
    if (request.wantsTable()) {
      return ApiResponse.ok(EventTable.of(page.events(), clock.instant()));
    }
    ObjectNode list =
        JsonTrees.object().put("kind", "EventList").put("apiVersion", api.apiVersion());
    ObjectNode metadata = list.putObject("metadata").put("resourceVersion", page.version());
    if (page.next() != null) {
      metadata.put("continue", page.next());
    }
    ArrayNode items = list.putArray("items");
    page.events().forEach(event -> items.add(api.encode(event)));
    return ApiResponse.ok(list);
  }

  ApiResponse watch(EventApiVersion api, String namespace, ApiRequest request) {
    EventWatch watch =
        new EventWatch(
            store,
            api,
            request.query().getOrDefault("resourceVersion", ""),
            isTrue(request.query().get("allowWatchBookmarks")),
            1000 * Long.parseLong(request.query().getOrDefault("timeoutSeconds", "1800")),
            selected(api, namespace, request));
    return ApiResponse.streamed(
        out -> {
          watches.incrementAndGet();
          try {
            watch.writeTo(out);
          } finally {
            watches.decrementAndGet();
          }
        });
  }

  /** {@return the number of watches that are open} */
  int watches() {
    return watches.get();
  }

  /** {@return whether the query has this flag} */
  static boolean isTrue(@Nullable String value) {
    return value != null && value.matches("1|true");
  }

  private static Predicate<ObjectNode> selected(
      EventApiVersion api, String namespace, ApiRequest request) {
    Selector fields = Selector.parse(request.query().get("fieldSelector"));
    Selector labels = Selector.parse(request.query().get("labelSelector"));
    EventFieldSelectors.requireSupported(api, fields);
    return event ->
        (namespace.isEmpty() || event.at("/metadata/namespace").asText().equals(namespace))
            && fields.matches(field -> EventFieldSelectors.value(api, event, field))
            && labels.matches(label -> JsonTrees.text(event.at("/metadata/labels"), label));
  }

  ApiResponse create(EventApiVersion api, String namespace, ApiRequest request) {
    List<String> unknown = new ArrayList<>();
    ObjectNode event = decode(api, request, unknown);
    return ApiResponse.created(api.encode(create(api, namespace, request, event)))
        .withWarnings(warnings(request, unknown));
  }

  private ObjectNode create(
      EventApiVersion api, String namespace, ApiRequest request, ObjectNode event) {
    ObjectNode metadata = event.withObjectProperty("metadata");
    placeIn(namespace, metadata);
    namespaces.admitCreate(api.resource(), namespace, JsonTrees.text(metadata, "name"));
    String prefix = JsonTrees.text(metadata, "generateName");
    if (!metadata.has("name") && !prefix.isEmpty()) {
      metadata.put("name", prefix + UUID.randomUUID().toString().substring(0, 5));
    }
    metadata
        .put("uid", UUID.randomUUID().toString())
        .put("creationTimestamp", FieldType.seconds(clock.instant()))
        .remove(
            List.of(
                "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields"));
    String name = JsonTrees.text(metadata, "name");
    refuseIfAny(name, EventRules.onCreate(api, event));
    if (metadata.has("resourceVersion")) {
      throw StatusException.internal("resourceVersion should not be set on objects to be created");
    }
    request.body().requireStorable();
    ObjectNode created = store.create(new StoredEventKey(namespace, name), event);
    if (created == null) {
      throw StatusException.alreadyExists(api.resource(), name);
    }
    return created;
  }

  ApiResponse patch(EventApiVersion api, StoredEventKey key, ApiRequest request) {
    Patches.requireKnown(request);
    request.body().bytes();
    List<String> unknown = new ArrayList<>();
    ObjectNode stored =
        store.update(
            key, old -> changed(api, key, request, old, patched(api, key, request, old, unknown)));
    if (stored == null) {
      throw StatusException.notFound(api.resource(), key.name());
    }
    return ApiResponse.ok(api.encode(stored)).withWarnings(warnings(request, unknown));
  }

  private static ObjectNode patched(
      EventApiVersion api,
      StoredEventKey key,
      ApiRequest request,
      ObjectNode old,
      List<String> unknown) {
    JsonNode document = Patches.apply(request, api.resource(), key.name(), api.encode(old));
    try {
      ObjectNode patched = api.decode(document, unknown);
      if (isStrict(request) && !unknown.isEmpty()) {
        throw StatusException.invalidPatch("strict decoding error: " + String.join(", ", unknown));
      }
      return patched;
    } catch (FieldType.MalformedException e) {
      throw StatusException.invalidPatch(e.why());
    }
  }

  ApiResponse put(EventApiVersion api, StoredEventKey key, ApiRequest request) {
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
      return ApiResponse.ok(api.encode(stored)).withWarnings(warnings);
    }
    event.withObjectProperty("metadata").remove("resourceVersion");
    return ApiResponse.created(api.encode(create(api, key.namespace(), request, event)))
        .withWarnings(warnings);
  }

  ApiResponse delete(EventApiVersion api, StoredEventKey key) {
    ObjectNode removed = store.remove(key);
    if (removed == null) {
      throw StatusException.notFound(api.resource(), key.name());
    }
    ObjectNode status = JsonTrees.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    status
        .putObject("details")
        .put("name", key.name())
        .put("kind", "events")
        .put("uid", removed.at("/metadata/uid").asText());
    return ApiResponse.ok(status);
  }

  /** {@return the event to store, after all checks} */
  private static ObjectNode changed(
      EventApiVersion api,
      StoredEventKey key,
      ApiRequest request,
      ObjectNode old,
      ObjectNode event) {
    requireName(key, event);
    ObjectNode metadata = event.withObjectProperty("metadata");
    ObjectNode before = old.withObjectProperty("metadata");
    String version = JsonTrees.text(metadata, "resourceVersion");
    if (!version.isEmpty() && !version.equals(JsonTrees.text(before, "resourceVersion"))) {
      throw StatusException.conflict(api.resource(), key.name());
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

  private static ObjectNode decode(EventApiVersion api, ApiRequest request, List<String> unknown) {
    request.requireJson();
    String cannot = "Event in version \"v1\" cannot be handled as a Event: ";
    try {
      ObjectNode event = api.decode(JsonTrees.parse(request.body().bytes()), unknown);
      if (isStrict(request) && !unknown.isEmpty()) {
        throw StatusException.badRequest(
            cannot + "strict decoding error: " + String.join(", ", unknown));
      }
      return event;
    } catch (JsonProcessingException e) {
      throw StatusException.badRequest(cannot + e.getOriginalMessage());
    } catch (FieldType.MalformedException e) {
      throw StatusException.badRequest(cannot + e.why());
    }
  }

  private static void placeIn(String namespace, ObjectNode metadata) {
    if (!JsonTrees.text(metadata, "namespace").isEmpty()
        && !JsonTrees.text(metadata, "namespace").equals(namespace)) {
      throw StatusException.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata.put("namespace", namespace);
  }

  private static void requireName(StoredEventKey key, ObjectNode event) {
    String name = event.at("/metadata/name").asText();
    if (!name.equals(key.name())) {
      throw StatusException.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + key.name()
              + ")");
    }
    placeIn(key.namespace(), event.withObjectProperty("metadata"));
  }

  private static void requireSameUid(
      EventApiVersion api, StoredEventKey key, ObjectNode event, ObjectNode old) {
    String wanted = event.at("/metadata/uid").asText();
    String there = old.at("/metadata/uid").asText();
    if (!wanted.isEmpty() && !wanted.equals(there)) {
      throw StatusException.conflict(
          api.resource(),
          key.name(),
          "Precondition failed: UID in precondition: " + wanted + ", UID in object meta: " + there);
    }
  }

  private static void refuseIfAny(String name, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw StatusException.invalid(name, errors);
    }
  }

  private static boolean isStrict(ApiRequest request) {
    return request.query().getOrDefault("fieldValidation", "").equals("Strict");
  }

  private static List<String> warnings(ApiRequest request, List<String> unknown) {
    return request.query().getOrDefault("fieldValidation", "").equals("Ignore")
        ? List.of()
        : unknown;
  }
}
