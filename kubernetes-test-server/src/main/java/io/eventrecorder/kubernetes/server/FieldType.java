package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The type of a field. It decodes a JSON value as Go does. */
interface FieldType {
  /**
   * {@return the normalized value; null for the zero value of the Go type}
   *
   * @param path of the field, for messages
   * @param unknown receives the paths of fields that the type does not have
   * @throws MalformedException if the value does not fit the type
   */
  @Nullable JsonNode read(JsonNode value, String path, List<String> unknown);

  /** The JSON value does not have the type. */
  final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    MalformedException(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssX");
  DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX");
  Pattern SIX_DIGITS = Pattern.compile("[^.]+\\.\\d{6}(Z|[+-]\\d\\d:\\d\\d)");

  static String seconds(Instant time) {
    return SECONDS.format(time.atOffset(ZoneOffset.UTC));
  }

  static FieldType text() {
    return (value, path, unknown) -> {
      if (!value.isTextual()) {
        throw mismatch(value, path, "string");
      }
      return value.textValue().isEmpty() ? null : value;
    };
  }

  static FieldType int32() {
    return (value, path, unknown) -> {
      if (!value.isInt()) {
        throw mismatch(value, path, "int32");
      }
      return value.intValue() == 0 ? null : IntNode.valueOf(value.intValue());
    };
  }

  /** Any value, unchanged. */
  static FieldType any() {
    return (value, path, unknown) -> value;
  }

  /** metav1.Time: accepts fractions of a second and drops them. */
  static FieldType time() {
    return (value, path, unknown) ->
        TextNode.valueOf(
            SECONDS.format(instant(value, path, "Time").truncatedTo(ChronoUnit.SECONDS)));
  }

  /** metav1.MicroTime: exactly six fraction digits. */
  static FieldType microTime() {
    return (value, path, unknown) -> {
      if (!SIX_DIGITS.matcher(value.asText()).matches()) {
        throw new MalformedException(
            "parsing time "
                + value
                + " as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse "
                + value
                + " as \".000000\"");
      }
      return TextNode.valueOf(MICROS.format(instant(value, path, "MicroTime")));
    };
  }

  static FieldType textMap() {
    return (value, path, unknown) -> {
      if (!value.isObject()) {
        throw mismatch(value, path, "map[string]string");
      }
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        if (!entry.getValue().isTextual()) {
          throw mismatch(entry.getValue(), path, "string");
        }
      }
      return value.isEmpty() ? null : value;
    };
  }

  static FieldType list(FieldType element) {
    return (value, path, unknown) -> {
      if (!value.isArray()) {
        throw mismatch(value, path, "[]");
      }
      ArrayNode read = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < value.size(); i++) {
        JsonNode one = element.read(value.get(i), path + '[' + i + ']', unknown);
        read.add(one == null ? value.get(i) : one);
      }
      return read.isEmpty() ? null : read;
    };
  }

  /** A Go struct: an empty one is dropped. */
  static FieldType struct(Map<String, FieldType> fields) {
    return (value, path, unknown) -> {
      ObjectNode read = fields(fields, value, path, unknown);
      return read.isEmpty() ? null : read;
    };
  }

  /** A pointer to a Go struct: an empty one is kept. */
  static FieldType pointer(Map<String, FieldType> fields) {
    return (value, path, unknown) -> fields(fields, value, path, unknown);
  }

  private static ObjectNode fields(
      Map<String, FieldType> fields, JsonNode value, String path, List<String> unknown) {
    if (!value.isObject()) {
      throw mismatch(value, path, "struct");
    }
    String prefix = path.isEmpty() ? "" : path + '.';
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!fields.containsKey(entry.getKey())) {
        unknown.add("unknown field \"" + prefix + entry.getKey() + '"');
      }
    }
    ObjectNode read = JsonTrees.object();
    fields.forEach(
        (name, shape) -> {
          JsonNode raw = value.path(name);
          JsonNode decoded =
              raw.isMissingNode() || raw.isNull() ? null : shape.read(raw, prefix + name, unknown);
          if (decoded != null) {
            read.set(name, decoded);
          }
        });
    return read;
  }

  private static OffsetDateTime instant(JsonNode value, String path, String type) {
    if (!value.isTextual()) {
      throw mismatch(value, path, type);
    }
    try {
      return OffsetDateTime.parse(value.textValue()).withOffsetSameInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new MalformedException("parsing time " + value + " as \"2006-01-02T15:04:05Z07:00\"");
    }
  }

  private static MalformedException mismatch(JsonNode value, String path, String type) {
    String found =
        switch (value.getNodeType()) {
          case NUMBER -> value.isInt() ? "number" : "number " + value;
          case BOOLEAN -> "bool";
          case STRING -> "string";
          case ARRAY -> "array";
          default -> "object";
        };
    return new MalformedException(
        "json: cannot unmarshal "
            + found
            + " into Go struct field Event."
            + path
            + " of type "
            + type);
  }
}
