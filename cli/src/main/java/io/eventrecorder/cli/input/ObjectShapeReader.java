package io.eventrecorder.cli.input;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads the outermost members of an object. Stops as soon as they show that it is an event. */
final class ObjectShapeReader {
  private static final int MAX_NAMES = 64;
  private static final Set<String> TEXTS =
      Set.of("kind", "apiVersion", "type", "verb", "specversion", "log", "message", "reason");

  private static final Set<String> PLACES =
      Set.of("kind", "apiVersion", "items", "object", "event", "data");

  private final JsonFactory json;

  ObjectShapeReader(InputLimits limits) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.maxDepth() + 1) // so that our own message comes first
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    this.json = JsonFactory.builder().streamReadConstraints(constraints).build();
  }

  /**
   * {@return the shape of an object}
   *
   * @throws BadItemException if it is not JSON
   */
  ObjectShape read(InputSlice object) {
    try (JsonParser parser =
        json.createParser(
            ObjectReadContext.empty(), object.bytes(), object.offset(), object.length())) {
      long base = -1;
      try {
        parser.nextToken();
        base = parser.currentTokenLocation().getByteOffset();
        return read(parser, base, object);
      } catch (JacksonException e) {
        TokenStreamLocation location =
            e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        int at = (int) Math.max(0, location.getByteOffset() - Math.max(base, 0));
        throw object.bad(at, "is not JSON; correct it here: " + e.getOriginalMessage());
      }
    }
  }

  private static ObjectShape read(JsonParser parser, long base, InputSlice object) {
    ObjectShape shape = new ObjectShape();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      int from = (int) (parser.currentTokenLocation().getByteOffset() - base);
      if (shape.names.size() < MAX_NAMES) {
        shape.names.add(name);
      }
      if (token == JsonToken.START_OBJECT) {
        shape.objects.add(name);
        if (shape.isEvent()) {
          return shape;
        }
        parser.skipChildren();
        int to = (int) (parser.currentLocation().getByteOffset() - base);
        if (PLACES.contains(name)) {
          shape.places.put(name, object.part(from, to));
        }
      } else if (token == JsonToken.VALUE_STRING && TEXTS.contains(name)) {
        shape.texts.put(name, parser.getString());
        if (shape.isEvent()) {
          return shape;
        }
        if (PLACES.contains(name)) {
          shape.places.put(name, object.part(from, from));
        }
      } else if (name.equals("skip") && token.isBoolean()) {
        shape.skip = token == JsonToken.VALUE_TRUE;
      } else {
        parser.skipChildren();
        parser.finishToken();
        if (name.equals("items") && token != JsonToken.VALUE_NULL) {
          shape.places.put(name, object.part(from, from));
        }
      }
    }
    return shape;
  }
}
