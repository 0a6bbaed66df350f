package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** Keeps one JSON value as text, every digit as it was read. */
final class RawJson {
  private RawJson() {}

  /** {@return the valid JSON value in these bytes, without white space between its tokens} */
  static String compact(byte[] json, int from, int to) {
    byte[] result = new byte[to - from];
    int length = 0;
    boolean inText = false;
    for (int i = from; i < to; i++) {
      byte b = json[i];
      if (!inText && (b == ' ' || b == '\t' || b == '\r' || b == '\n')) {
        continue;
      }
      result[length++] = b;
      if (inText && b == '\\') {
        result[length++] = json[++i];
      } else if (b == '"') {
        inText = !inText;
      }
    }
    return new String(result, 0, length, UTF_8);
  }

  /** {@return the JSON text, compact} It is checked, because applications can set any text. */
  static String checked(String pointer, String json) {
    try (JsonParser parser =
        JacksonFactories.STANDARD.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        throw bad(pointer, "is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw bad(pointer, "is more than one JSON value");
      }
    } catch (JacksonException e) {
      throw bad(pointer, "is not JSON: " + e.getOriginalMessage());
    }
    byte[] bytes = Text.wellFormed(json).getBytes(UTF_8);
    return compact(bytes, 0, bytes.length);
  }

  private static EventJsonException bad(String pointer, String problem) {
    return new EventJsonException(
        0, 0, pointer, problem + "; an unknown member must be one JSON value");
  }
}
