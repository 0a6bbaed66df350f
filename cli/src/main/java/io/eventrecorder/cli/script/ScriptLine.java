package io.eventrecorder.cli.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of a script: a JSON object whose members are numbers, booleans, texts and events.
 * Immutable.
 */
final class ScriptLine {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, byte[]> members;

  private ScriptLine(Map<String, byte[]> members) {
    this.members = members;
  }

  /**
   * {@return the line}
   *
   * @param json one JSON object in UTF-8
   * @param known the names that its members may have
   * @throws RuntimeException if it is not such an object; the message says why
   */
  static ScriptLine parse(byte[] json, Set<String> known) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("is not a JSON object");
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        if (!known.contains(name)) {
          throw new IllegalArgumentException(
              "has the unknown member "
                  + name
                  + "; use one of "
                  + String.join(", ", new TreeSet<>(known)));
        }
        JsonToken token = parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        if (token.isStructStart()) {
          parser.skipChildren();
        } else {
          parser.getString(); // reads to the end of the value
        }
        int end = (int) parser.currentLocation().getByteOffset();
        if (token != JsonToken.VALUE_NULL) {
          members.put(name, Arrays.copyOfRange(json, start, end));
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IllegalArgumentException("has more than one JSON object");
      }
    }
    return new ScriptLine(members);
  }

  /** {@return a member that is an event; null if it is missing} */
  @Nullable Event event(String name) {
    byte[] json = members.get(name);
    return json == null ? null : EventJson.read(json);
  }

  /** {@return a member that is an object; null if it is missing} */
  @Nullable ScriptLine object(String name, Set<String> known) {
    byte[] json = members.get(name);
    return json == null ? null : parse(json, known);
  }

  /** {@return a member that is a text; empty if it is missing} */
  String string(String name) {
    List<String> strings = strings(name);
    return strings.isEmpty() ? "" : strings.get(0);
  }

  /** {@return the texts of a member that is one text or an array of texts} */
  List<String> strings(String name) {
    List<String> strings = new ArrayList<>();
    byte[] json = members.getOrDefault(name, new byte[0]);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          strings.add(parser.getString());
        }
      }
    }
    return strings;
  }

  /** {@return a member that is a boolean; false if it is missing} */
  boolean flag(String name) {
    return text(name, "false").equals("true");
  }

  /** {@return a member that is a whole number; 0 if it is missing} */
  long whole(String name) {
    return number(name, Long::parseLong);
  }

  /** {@return a member that is a number; 0 if it is missing} */
  double decimal(String name) {
    return number(name, Double::parseDouble);
  }

  private <T> T number(String name, Function<String, T> parser) {
    String text = text(name, "0");
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number, is " + text, e);
    }
  }

  private String text(String name, String missing) {
    byte[] json = members.get(name);
    return json == null ? missing : new String(json, UTF_8).strip();
  }
}
