package io.eventrecorder.json;

import java.time.DateTimeException;
import java.time.Instant;
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
 * A cursor on Jackson's parser. It reads everything that is allowed, and explains every error. Most
 * events are read by {@link QuickCursor}.
 */
final class JacksonCursor implements JsonCursor {
  private final JsonParser parser;
  private final JsonSlice slice;
  private long base;

  private JacksonCursor(JsonParser parser, JsonSlice slice) {
    this.parser = parser;
    this.slice = slice;
  }

  /** Reads one JSON object. Every problem is an EventJsonException. */
  static <T> T read(JsonFactory factory, JsonSlice slice, Function<JsonCursor, T> reader) {
    ObjectReadContext context = ObjectReadContext.empty();
    try (JsonParser parser =
        factory.createParser(context, slice.bytes(), slice.offset(), slice.length())) {
      JacksonCursor cursor = new JacksonCursor(parser, slice);
      try {
        parser.nextToken();
        cursor.base = slice.offset() - parser.currentTokenLocation().getByteOffset();
        return reader.apply(cursor);
      } catch (JacksonException e) {
        throw cursor.syntaxError(e);
      }
    }
  }

  @Override
  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  @Override
  public boolean isObject() {
    return is(JsonToken.START_OBJECT, "an object");
  }

  @Override
  public boolean isArray() {
    return is(JsonToken.START_ARRAY, "an array");
  }

  private boolean is(JsonToken wanted, String name) {
    JsonToken token = parser.currentToken();
    if (token != wanted && token != JsonToken.VALUE_NULL) {
      throw wrong(name, "leave it out if there is none");
    }
    return token == wanted;
  }

  @Override
  public @Nullable String nextMember() {
    String name = parser.nextName();
    if (name == null) {
      return null;
    }
    parser.nextToken();
    return Text.wellFormed(name);
  }

  @Override
  public boolean nextElement() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  @Override
  public String text() {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (token != JsonToken.VALUE_STRING) {
      throw wrong("text", "put it in double quotes");
    }
    return Text.wellFormed(parser.getString());
  }

  @Override
  public String commonText() {
    return text();
  }

  @Override
  public int int32() {
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

  @Override
  public @Nullable Boolean bool() {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE
        && token != JsonToken.VALUE_FALSE
        && token != JsonToken.VALUE_NULL) {
      throw wrong("true or false", "write it without quotes");
    }
    return token == JsonToken.VALUE_NULL ? null : token == JsonToken.VALUE_TRUE;
  }

  @Override
  public @Nullable Instant time() {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    String remedy = "write it as RFC 3339 says";
    if (token != JsonToken.VALUE_STRING) {
      throw wrong("a time like \"2026-01-01T00:00:07Z\"", remedy);
    }
    try {
      return Timestamps.known(Timestamps.parse(parser.getString()));
    } catch (DateTimeException e) {
      String found = '"' + Text.printable(parser.getString(), 40) + '"';
      throw error("must be a time like \"2026-01-01T00:00:07Z\", is " + found + "; " + remedy);
    }
  }

  @Override
  public String raw() {
    int from = index(parser.currentTokenLocation());
    skip();
    return RawJson.compact(slice.bytes(), from, index(parser.currentLocation()));
  }

  @Override
  public void skip() {
    parser.skipChildren();
    parser.finishToken();
  }

  @Override
  public void end() {
    if (parser.nextToken() != null) {
      throw error("is more than one JSON value; read each by itself");
    }
  }

  @Override
  public EventJsonException error(String problem) {
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
