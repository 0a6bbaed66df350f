package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Builds the table that {@code kubectl get events} prints. */
final class EventTable {
  private EventTable() {}

  static ObjectNode of(List<ObjectNode> events, Instant now) {
    ObjectNode table = JsonTrees.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.putObject("metadata");
    ArrayNode columns = table.putArray("columnDefinitions");
    for (String name : List.of("Last Seen", "Type", "Reason", "Object", "Message")) {
      columns
          .addObject()
          .put("name", name)
          .put("type", "string")
          .put("format", "")
          .put("description", "")
          .put("priority", 0);
    }
    ArrayNode rows = table.putArray("rows");
    events.forEach(event -> row(event, now, rows.addObject()));
    return table;
  }

  private static void row(JsonNode event, Instant now, ObjectNode row) {
    JsonNode object = event.path("involvedObject");
    row.putArray("cells")
        .add(ages(event, now))
        .add(JsonTrees.text(event, "type"))
        .add(JsonTrees.text(event, "reason"))
        .add(
            JsonTrees.text(object, "kind").toLowerCase(Locale.ROOT)
                + '/'
                + JsonTrees.text(object, "name"))
        .add(JsonTrees.text(event, "message").strip());
    row.putObject("object")
        .put("kind", "PartialObjectMetadata")
        .put("apiVersion", "meta.k8s.io/v1")
        .set("metadata", event.path("metadata").deepCopy());
  }

  private static String ages(JsonNode event, Instant now) {
    JsonNode series = event.path("series");
    String first =
        JsonTrees.text(event, event.has("firstTimestamp") ? "firstTimestamp" : "eventTime");
    if (series.has("lastObservedTime")) {
      return repeated(
          JsonTrees.text(series, "lastObservedTime"), series.path("count").asInt(), first, now);
    }
    int count = event.path("count").asInt();
    return count > 1
        ? repeated(JsonTrees.text(event, "lastTimestamp"), count, first, now)
        : age(first, now);
  }

  private static String repeated(String last, int count, String first, Instant now) {
    return age(last, now) + " (x" + count + " over " + age(first, now) + ')';
  }

  private static String age(String time, Instant now) {
    if (time.isEmpty()) {
      return "<unknown>";
    }
    Duration age = Duration.between(Instant.parse(time), now);
    if (age.toMinutes() < 2) {
      return age.toSeconds() + "s";
    }
    if (age.toHours() < 3) {
      return age.toMinutes() + "m";
    }
    return age.toDays() < 2 ? age.toHours() + "h" : age.toDays() + "d";
  }
}
