package io.eventrecorder.correlator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When two results agree. The README of the vectors has the rules. */
final class VectorRules {
  private static final String PREFIX = "(combined from similar events): ";
  private static final Pattern NAME = Pattern.compile("(.*)\\.([0-9a-f]{8,16})", Pattern.DOTALL);
  private static final long LATEST_NAME_NANOS = 1_000_000;

  private VectorRules() {}

  static Optional<String> difference(JsonNode expected, JsonNode actual) {
    if (expected.path("skip").asBoolean() != actual.path("skip").asBoolean()) {
      return differ("skip", expected.path("skip"), actual.path("skip"));
    }
    if (expected.path("skip").asBoolean()) {
      return Optional.empty();
    }
    boolean aggregate = expected.path("event").path("message").asText().startsWith(PREFIX);
    ObjectNode wanted = event(expected, aggregate);
    ObjectNode found = event(actual, aggregate);
    String wantedName = takeName(wanted);
    String foundName = takeName(found);
    if (!sameName(wantedName, foundName)) {
      return Optional.of("name: expected " + wantedName + ", was " + foundName);
    }
    if (!wanted.equals(found)) {
      return differ("event", wanted, found);
    }
    JsonNode wantedPatch = patch(expected.path("patch"));
    JsonNode foundPatch = patch(actual.path("patch"));
    return wantedPatch.equals(foundPatch)
        ? Optional.empty()
        : differ("patch", wantedPatch, foundPatch);
  }

  private static Optional<String> differ(String what, JsonNode expected, JsonNode actual) {
    return Optional.of(what + ": expected " + expected + ", was " + actual);
  }

  private static ObjectNode event(JsonNode result, boolean aggregate) {
    ObjectNode event = result.path("event").deepCopy();
    event.remove(List.of("apiVersion", "kind"));
    cutToSeconds(event, "firstTimestamp");
    cutToSeconds(event, "lastTimestamp");
    if (aggregate) {
      event.remove(List.of("reportingComponent", "reportingInstance", "action", "related"));
      if (event.path("metadata") instanceof ObjectNode metadata) {
        metadata.remove(List.of("resourceVersion", "annotations", "labels"));
      }
    }
    prune(event);
    return event;
  }

  /** Empty, null and missing are the same. */
  private static boolean prune(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(entry -> prune(entry.getValue()));
      return object.isEmpty();
    }
    node.forEach(VectorRules::prune);
    return node.isNull()
        || (node.isArray() && node.isEmpty())
        || (node.isTextual() && node.asText().isEmpty())
        || (node.isNumber() && node.asLong() == 0);
  }

  private static void cutToSeconds(ObjectNode json, String field) {
    if (json.path(field).isTextual()) {
      json.put(field, json.path(field).asText().replaceFirst("\\.\\d+", ""));
    }
  }

  private static String takeName(ObjectNode event) {
    return event.path("metadata") instanceof ObjectNode metadata && metadata.has("name")
        ? metadata.remove("name").asText()
        : "";
  }

  private static boolean sameName(String expected, String actual) {
    Matcher wanted = NAME.matcher(expected);
    Matcher found = NAME.matcher(actual);
    if (expected.equals(actual) || !wanted.matches() || !found.matches()) {
      return expected.equals(actual);
    }
    long later =
        Long.parseUnsignedLong(found.group(2), 16) - Long.parseUnsignedLong(wanted.group(2), 16);
    return wanted.group(1).equals(found.group(1)) && later >= 0 && later < LATEST_NAME_NANOS;
  }

  private static JsonNode patch(JsonNode patch) {
    JsonNode parsed =
        patch.isTextual() ? Json.parse(patch.asText()) : JsonNodeFactory.instance.objectNode();
    if (parsed instanceof ObjectNode object) {
      cutToSeconds(object, "lastTimestamp");
    }
    return parsed;
  }
}
