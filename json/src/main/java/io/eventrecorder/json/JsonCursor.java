package io.eventrecorder.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads typed values of one JSON object, token by token. Each method reads the value at the cursor.
 * A JSON null is read as empty text, as 0 or as no object.
 */
final class JsonCursor {
  /** Go writes it for a time that is not set, and client-go's {@code IsZero} treats it so. */
  private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

  private final JsonParser parser;
  private final JsonSlice slice;
  private long base;

  private JsonCursor(JsonParser parser, JsonSlice slice) {
    this.parser = parser;
    this.slice = slice;
  }

  /** Reads one JSON object. Every problem is an EventJsonException. */
  static <T> T read(JsonFactory factory, JsonSlice slice, Function<JsonCursor, T> reader) {
    ObjectReadContext context = ObjectReadContext.empty();
    try (JsonParser parser =
        factory.createParser(context, slice.bytes(), slice.offset(), slice.length())) {
      JsonCursor cursor = new JsonCursor(parser, slice);
      try {
        parser.nextToken();
        cursor.base = slice.offset() - parser.currentTokenLocation().getByteOffset();
        return reader.apply(cursor);
      } catch (JacksonException e) {
        throw cursor.syntaxError(e);
      }
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** {@return whether there is an object; false for null} */
  boolean isObject() {
    return is(JsonToken.START_OBJECT, "an object");
  }

  /** {@return whether there is an array; false for null} */
  boolean isArray() {
    return is(JsonToken.START_ARRAY, "an array");
  }

  private boolean is(JsonToken wanted, String name) {
    JsonToken token = parser.currentToken();
    if (token != wanted && token != JsonToken.VALUE_NULL) {
      throw wrong(name, "leave it out if there is none");
    }
    return token == wanted;
  }

  /** Moves to the value of the next member. {@return its name; null after the last member} */
  @Nullable String nextMember() {
    String name = parser.nextName();
    if (name == null) {
      return null;
    }
    parser.nextToken();
    return Text.wellFormed(name);
  }

  /** Moves to the next element of an array. {@return whether there is one} */
  boolean nextElement() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  String text() {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (token != JsonToken.VALUE_STRING) {
      throw wrong("text", "put it in double quotes");
    }
    return Text.wellFormed(parser.getString());
  }

  int int32() {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return 0;
    }
    // The longest is -2147483648. More digits are not converted, because that would take long.
    if (token == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= 11) {
      long value = Long.parseLong(parser.getString());
      if (value == (int) value) {
        return (int) value;
      }
    }
    throw wrong("a whole number (32 bit)", "write it without quotes, fraction and exponent");
  }

  @Nullable Boolean bool() {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE
        && token != JsonToken.VALUE_FALSE
        && token != JsonToken.VALUE_NULL) {
      throw wrong("true or false", "write it without quotes");
    }
    return token == JsonToken.VALUE_NULL ? null : token == JsonToken.VALUE_TRUE;
  }

  @Nullable Instant time() {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    String remedy = "write it as RFC 3339 says";
    if (token != JsonToken.VALUE_STRING) {
      throw wrong("a time like \"2026-01-01T00:00:07Z\"", remedy);
    }
    try {
      Instant time = Timestamps.parse(parser.getString());
      return time.equals(GO_ZERO) ? null : time;
    } catch (DateTimeException e) {
      String found = '"' + Text.printable(parser.getString(), 40) + '"';
      throw error("must be a time like \"2026-01-01T00:00:07Z\", is " + found + "; " + remedy);
    }
  }

  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    if (isObject()) {
      for (String name = nextMember(); name != null; name = nextMember()) {
        texts.put(name, text());
      }
    }
    return texts;
  }

  /** {@return the value as JSON text} */
  String raw() {
    int from = index(parser.currentTokenLocation());
    skip();
    return RawJson.compact(slice.bytes(), from, index(parser.currentLocation()));
  }

  void skip() {
    parser.skipChildren();
    parser.finishToken();
  }

  /** Checks that nothing follows the object. */
  void end() {
    if (parser.nextToken() != null) {
      throw error("is more than one JSON value; read each by itself");
    }
  }

  /** {@return an exception for the value at the cursor} */
  EventJsonException error(String problem) {
    return slice.error(index(parser.currentTokenLocation()), path(), problem);
  }

  private EventJsonException wrong(String wanted, String remedy) {
    return error("must be " + wanted + ", is " + found() + "; " + remedy);
  }

  private String found() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Text.printable(parser.getString(), 24);
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      default -> "null";
    };
  }

  private EventJsonException syntaxError(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    int index = index(location == null ? parser.currentLocation() : location);
    String problem =
        e instanceof StreamConstraintsException
            ? "is nested too deep or has too long a name; flatten or shorten it: "
            : "is not JSON; correct it here: ";
    return slice.error(index, path(), problem + e.getOriginalMessage());
  }

  private int index(TokenStreamLocation location) {
    return (int) (base + location.getByteOffset());
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    path(parser.streamReadContext(), path);
    return path.toString();
  }

  /** The depth of the JSON limits the recursion. */
  private static void path(TokenStreamContext context, StringBuilder path) {
    TokenStreamContext parent = context.getParent();
    if (parent != null) {
      path(parent, path);
    }
    if (context.inArray() && context.hasCurrentIndex()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    } else if (context.inObject() && context.hasCurrentName()) {
      path.append(path.isEmpty() ? "" : ".").append(Text.printable(context.currentName(), 60));
    }
  }
}
