package io.eventrecorder.cli.source.kubernetes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Cuts responses of the API server into the JSON of single events, so that no member of an event is
 * lost.
 */
final class EventResponses {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private EventResponses() {}

  /**
   * A part of a list.
   *
   * @param events the JSON of each event
   * @param resourceVersion of the whole list
   * @param next the token for the next part; empty on the last one
   */
  record Page(List<byte[]> events, String resourceVersion, String next) {}

  /**
   * A line of a watch.
   *
   * @param type what happened, for example {@code ADDED}
   * @param object the JSON of the object
   */
  @SuppressWarnings("ArrayRecordComponent") // lines are not compared
  record Change(String type, byte[] object) {}

  /**
   * Members of an object that is not an event.
   *
   * @param resourceVersion of its metadata; empty if it has none
   * @param code of a Status; 0 if it has none
   * @param message of a Status; empty if it has none
   */
  record Status(String resourceVersion, int code, String message) {}

  /** Throws {@link JacksonException} if it is not JSON. */
  static Page page(byte[] json) {
    List<byte[]> events = new ArrayList<>();
    String version = "";
    String next = "";
    try (JsonParser parser = begin(json)) {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (name.equals("items") && token == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            events.add(cut(parser, json));
          }
        } else if (name.equals("metadata") && token == JsonToken.START_OBJECT) {
          for (String of = parser.nextName(); of != null; of = parser.nextName()) {
            boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
            version = text && of.equals("resourceVersion") ? parser.getString() : version;
            next = text && of.equals("continue") ? parser.getString() : next;
            parser.skipChildren();
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return new Page(events, version, next);
  }

  /** Throws {@link JacksonException} if it is not JSON. */
  static Change change(byte[] json) {
    String type = "";
    byte[] object = {};
    try (JsonParser parser = begin(json)) {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (name.equals("type") && token == JsonToken.VALUE_STRING) {
          type = parser.getString();
        } else if (name.equals("object") && token == JsonToken.START_OBJECT) {
          object = cut(parser, json);
        } else {
          parser.skipChildren();
        }
      }
    }
    return new Change(type, object);
  }

  /** {@return what can be read of an object; the rest is empty} */
  static Status status(byte[] json) {
    String version = "";
    int code = 0;
    String message = "";
    try (JsonParser parser = begin(json)) {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (name.equals("metadata") && token == JsonToken.START_OBJECT) {
          for (String of = parser.nextName(); of != null; of = parser.nextName()) {
            boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
            version = text && of.equals("resourceVersion") ? parser.getString() : version;
            parser.skipChildren();
          }
        } else if (name.equals("code") && token == JsonToken.VALUE_NUMBER_INT) {
          code = parser.getIntValue();
        } else if (name.equals("message") && token == JsonToken.VALUE_STRING) {
          message = parser.getString();
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      return new Status(version, code, message); // not the API server's JSON, or cut off
    }
    return new Status(version, code, message);
  }

  private static JsonParser begin(byte[] json) {
    JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json);
    parser.nextToken();
    return parser;
  }

  /** {@return the JSON of the object whose beginning was read last} */
  private static byte[] cut(JsonParser parser, byte[] json) {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return Arrays.copyOfRange(json, from, (int) parser.currentLocation().getByteOffset());
  }
}
