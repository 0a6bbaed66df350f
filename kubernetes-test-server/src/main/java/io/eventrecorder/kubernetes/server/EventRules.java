package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The validation rules for events. Events without eventTime have the old core/v1 form, and few
 * rules apply. Events with eventTime must follow the rules of events.k8s.io in both API versions.
 * events.k8s.io/v1 adds some stricter rules. Lengths are counted in bytes of UTF-8, although the
 * messages say characters.
 */
final class EventRules {
  private static final Set<String> TYPES = Set.of("Normal", "Warning");
  private static final List<String> DEPRECATED =
      List.of("firstTimestamp", "lastTimestamp", "count", "source");
  private static final List<String> IMMUTABLE =
      List.of(
          "involvedObject",
          "reason",
          "message",
          "source",
          "firstTimestamp",
          "lastTimestamp",
          "count",
          "type",
          "eventTime",
          "action",
          "related",
          "reportingComponent",
          "reportingInstance");

  private final EventApiVersion api;
  private final List<FieldError> errors = new ArrayList<>();

  private EventRules(EventApiVersion api) {
    this.api = api;
  }

  static List<FieldError> onCreate(EventApiVersion api, ObjectNode event) {
    EventRules rules = new EventRules(api);
    rules.errors.addAll(ObjectMetadataRules.check(event.path("metadata")));
    rules.always(event);
    if (!api.isCore()) {
      rules.strictName(event);
      rules.series(event);
      rules.strictOnCreate(event);
    }
    return rules.errors;
  }

  static List<FieldError> onUpdate(EventApiVersion api, ObjectNode event, ObjectNode old) {
    EventRules rules = new EventRules(api);
    rules.errors.addAll(ObjectMetadataRules.check(event.path("metadata")));
    rules.immutable("metadata.uid", event.at("/metadata/uid"), old.at("/metadata/uid"));
    rules.always(event);
    if (!api.isCore()) {
      if (!event.path("series").equals(old.path("series"))) {
        rules.series(event);
      }
      for (String field : IMMUTABLE) {
        rules.immutable(rules.field(field), event.path(field), old.path(field));
      }
    }
    return rules.errors;
  }

  private void always(ObjectNode event) {
    if (event.has("eventTime")) {
      withEventTime(event);
    } else {
      withoutEventTime(event);
    }
  }

  private void withoutEventTime(ObjectNode event) {
    String namespace = namespace(event);
    String object = JsonTrees.text(event.path("involvedObject"), "namespace");
    if (object.isEmpty() ? !namespace.equals("default") : !object.equals(namespace)) {
      namespaceMismatch(object);
    }
  }

  private void withEventTime(ObjectNode event) {
    String object = JsonTrees.text(event.path("involvedObject"), "namespace");
    if (object.isEmpty() && !Set.of("default", "kube-system").contains(namespace(event))) {
      namespaceMismatch(object);
    }
    required(event, "reportingComponent");
    String controller = JsonTrees.text(event, "reportingComponent");
    for (String why : ObjectNameRules.qualified(controller)) {
      errors.add(FieldError.invalid(field("reportingComponent"), controller, why));
    }
    required(event, "reportingInstance");
    atMost(event, "reportingInstance", 128);
    required(event, "action");
    atMost(event, "action", 128);
    required(event, "reason");
    atMost(event, "reason", 128);
    atMost(event, "message", 1024);
  }

  private void strictName(ObjectNode event) {
    String name = JsonTrees.text(event.path("metadata"), "name");
    for (String why : ObjectNameRules.subdomain(name)) {
      errors.add(FieldError.invalid("metadata.name", name, why));
    }
  }

  private void strictOnCreate(ObjectNode event) {
    required(event, "eventTime");
    String type = JsonTrees.text(event, "type");
    if (!TYPES.contains(type)) {
      errors.add(FieldError.invalid("type", "", "has invalid value: " + type));
    }
    for (String field : DEPRECATED) {
      if (event.has(field)) {
        errors.add(FieldError.invalid(field, "", "needs to be unset"));
      }
    }
  }

  private void series(ObjectNode event) {
    JsonNode series = event.path("series");
    if (series.isMissingNode()) {
      return;
    }
    if (series.path("count").asInt() < 2) {
      errors.add(FieldError.invalid("series.count", "", "should be at least 2"));
    }
    if (!series.has("lastObservedTime")) {
      errors.add(FieldError.required("series.lastObservedTime"));
    }
  }

  private void namespaceMismatch(String namespace) {
    errors.add(
        FieldError.invalid(
            "involvedObject.namespace", namespace, "does not match event.namespace"));
  }

  private void required(ObjectNode event, String field) {
    if (!event.has(field)) {
      errors.add(FieldError.required(field(field)));
    }
  }

  private void atMost(ObjectNode event, String field, int bytes) {
    if (JsonTrees.text(event, field).getBytes(StandardCharsets.UTF_8).length > bytes) {
      errors.add(FieldError.invalid(field(field), "", "can have at most " + bytes + " characters"));
    }
  }

  private void immutable(String field, JsonNode value, JsonNode old) {
    if (!Objects.equals(value, old)) {
      errors.add(FieldError.invalid(field, value.asText(value.toString()), "field is immutable"));
    }
  }

  private static String namespace(ObjectNode event) {
    return JsonTrees.text(event.path("metadata"), "namespace");
  }

  /**
   * The real server names reportingComponent as the requested API does, and all other fields as its
   * internal types do.
   */
  private String field(String name) {
    return name.equals("reportingComponent") ? api.name(name) : name;
  }
}
