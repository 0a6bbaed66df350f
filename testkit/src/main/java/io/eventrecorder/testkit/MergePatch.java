package io.eventrecorder.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.fge.jsonpatch.JsonPatchException;
import com.github.fge.jsonpatch.mergepatch.JsonMergePatch;
import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.json.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Applies a JSON merge patch (RFC 7386) with another library than the one that writes it, so that
 * each checks the other.
 */
final class MergePatch {
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * {@return the event, patched}
   *
   * @throws IllegalArgumentException if the text is not a merge patch, or the result is not an
   *     event
   */
  Event apply(Event event, String patch) {
    try {
      JsonMergePatch merge = mapper.readValue(patch, JsonMergePatch.class);
      return read(event, merge.apply(write(event)));
    } catch (JsonProcessingException | JsonPatchException | DateTimeException e) {
      throw new IllegalArgumentException("cannot apply " + patch + ": " + e.getMessage(), e);
    }
  }

  private ObjectNode write(Event event) {
    ObjectNode node = mapper.createObjectNode();
    if (event.count() != 0) {
      node.put("count", event.count());
    }
    putTime(node, "lastTimestamp", event.lastTimestamp());
    node.put("message", event.message());
    EventSeries series = event.series();
    if (series != null) {
      ObjectNode child = node.putObject("series").put("count", series.count());
      putTime(child, "lastObservedTime", series.lastObservedTime());
    }
    return node;
  }

  private static void putTime(ObjectNode node, String name, @Nullable Instant time) {
    if (time != null) {
      node.put(name, time.toString());
    }
  }

  private static Event read(Event event, JsonNode node) {
    JsonNode series = node.path("series");
    return event.toBuilder()
        .count(integer(node, "count"))
        .lastTimestamp(time(node, "lastTimestamp"))
        .message(node.path("message").asText(""))
        .series(
            series.isObject()
                ? new EventSeries(integer(series, "count"), time(series, "lastObservedTime"))
                : null)
        .build();
  }

  private static int integer(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isInt()) {
      throw new IllegalArgumentException(name + " " + value + " is not a 32-bit integer");
    }
    return value.asInt();
  }

  private static @Nullable Instant time(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() ? null : Timestamps.parse(value.asText());
  }
}
