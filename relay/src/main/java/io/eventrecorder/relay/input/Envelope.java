package io.eventrecorder.relay.input;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A CloudEvent in structured mode: one JSON object with the attributes and the event as {@code
 * data}, or as {@code data_base64}.
 */
final class Envelope {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final byte[] json;

  /** The index of the first brace, less where the parser says that it is. */
  private int shift;

  private String specversion = "";
  private String source = "";
  private String id = "";
  private String type = "";
  private boolean hasData;
  private byte @Nullable [] data;

  private Envelope(byte[] json) {
    this.json = json;
  }

  /**
   * {@return the envelope; null if the value is JSON, but not a CloudEvent}
   *
   * @throws JacksonException if the value is not JSON
   */
  static @Nullable Envelope read(byte[] json) {
    Envelope envelope = new Envelope(json);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      envelope.read(parser);
    }
    return envelope.specversion.isEmpty() ? null : envelope;
  }

  /** {@return whether bytes are JSON} */
  static boolean isJson(byte[] json) {
    Envelope envelope = new Envelope(json);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      return envelope.read(parser);
    } catch (JacksonException e) {
      return false;
    }
  }

  /** {@return whether there is a value} */
  private boolean read(JsonParser parser) {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_OBJECT) {
      shift = firstBrace() - (int) parser.currentTokenLocation().getByteOffset();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        member(name, parser);
      }
    } else {
      parser.skipChildren();
    }
    while (parser.nextToken() != null) { // reads the rest, to find what is not JSON
      parser.skipChildren();
    }
    return first != null;
  }

  private void member(String name, JsonParser parser) {
    switch (name) {
      case "specversion" -> specversion = text(parser);
      case "source" -> source = text(parser);
      case "id" -> id = text(parser);
      case "type" -> type = text(parser);
      case "data" -> {
        hasData = parser.currentToken() != JsonToken.VALUE_NULL;
        data = slice(parser);
      }
      case "data_base64" -> {
        hasData = parser.currentToken() != JsonToken.VALUE_NULL;
        data = decoded(text(parser));
      }
      default -> parser.skipChildren();
    }
  }

  /** {@return the text; empty if it is another value} */
  private static String text(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    parser.skipChildren();
    return "";
  }

  /** {@return the bytes of a value; null if the text is not UTF-8, where bytes have no index} */
  private byte @Nullable [] slice(JsonParser parser) {
    long from = parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    long to = parser.currentLocation().getByteOffset();
    return from < 0 ? null : Arrays.copyOfRange(json, shift + (int) from, shift + (int) to);
  }

  private int firstBrace() {
    int at = 0;
    while (json[at] != '{') {
      at++;
    }
    return at;
  }

  /** {@return the bytes; null if the text is not Base64} */
  private static byte @Nullable [] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  String source() {
    return source;
  }

  String id() {
    return id;
  }

  String type() {
    return type;
  }

  /** {@return whether there is data, also if it cannot be decoded} */
  boolean hasData() {
    return hasData;
  }

  /** {@return the JSON of the event; null if there is none, or if it cannot be decoded} */
  byte @Nullable [] data() {
    return data;
  }
}
