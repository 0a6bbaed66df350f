package io.eventrecorder.kubernetes.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * What the server says to one request.
 *
 * @param status the HTTP status
 * @param body the JSON document; a text node is sent as plain text
 * @param headers names and values, without Content-Type
 */
record Answer(int status, JsonNode body, List<Header> headers) {
  record Header(String name, String value) {}

  static Answer ok(JsonNode body) {
    return new Answer(200, body, List.of());
  }

  static Answer created(JsonNode body) {
    return new Answer(201, body, List.of());
  }

  /** {@return a refusal as the server's filters send it, which know nothing of {@code Status}} */
  static Answer text(int status, String text, List<Header> headers) {
    return new Answer(status, TextNode.valueOf(text + '\n'), headers);
  }

  String contentType() {
    return body.isTextual() ? "text/plain; charset=utf-8" : "application/json";
  }

  byte[] bytes() {
    return body.isTextual() ? body.asText().getBytes(UTF_8) : Json.bytes(body);
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
