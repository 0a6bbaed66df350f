package io.eventrecorder.sink.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the server says to one request.
 *
 * @param status the HTTP status
 * @param body the JSON document
 * @param headers names and values besides Content-Type
 */
record Answer(int status, JsonNode body, List<Header> headers) {
  record Header(String name, String value) {}

  static Answer ok(JsonNode body) {
    return new Answer(200, body, List.of());
  }

  static Answer created(JsonNode body) {
    return new Answer(201, body, List.of());
  }

  Answer withWarnings(List<String> warnings) {
    return new Answer(
        status,
        body,
        warnings.stream()
            .map(text -> new Header("Warning", "299 - \"" + text.replace("\"", "\\\"") + '"'))
            .toList());
  }
}
