package io.eventrecorder.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Parses text that has one JSON value on each line. */
final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  static JsonNode parseOne(String json) throws IOException {
    return JSON.readTree(json);
  }

  static List<JsonNode> parse(String lines) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      nodes.add(parseOne(line));
    }
    return nodes;
  }
}
