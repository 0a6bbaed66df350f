package io.eventrecorder.kubernetes.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response to one request.
 *
 * @param status the HTTP status
 * @param body the JSON document; a text node is sent as plain text
 * @param headers names and values, without Content-Type
 * @param stream replaces the body; null if the body is sent at once
 */
record ApiResponse(int status, JsonNode body, List<Header> headers, @Nullable StreamedBody stream) {
  record Header(String name, String value) {}

  /** A body that is written bit by bit. */
  interface StreamedBody {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  ApiResponse(int status, JsonNode body, List<Header> headers) {
    this(status, body, headers, null);
  }

  /** {@return a response that stays open} */
  static ApiResponse streamed(StreamedBody stream) {
    return new ApiResponse(200, JsonTrees.object(), List.of(), stream);
  }

  static ApiResponse ok(JsonNode body) {
    return new ApiResponse(200, body, List.of());
  }

  static ApiResponse created(JsonNode body) {
    return new ApiResponse(201, body, List.of());
  }

  /**
   * {@return an error in plain text, as the filters of the real server send it; they do not use
   * {@code Status}}
   */
  static ApiResponse text(int status, String text, List<Header> headers) {
    return new ApiResponse(status, TextNode.valueOf(text + '\n'), headers);
  }

  String contentType() {
    return body.isTextual() ? "text/plain; charset=utf-8" : "application/json";
  }

  byte[] bytes() {
    return body.isTextual() ? body.asText().getBytes(UTF_8) : JsonTrees.bytes(body);
  }

  ApiResponse withWarnings(List<String> warnings) {
    return new ApiResponse(
        status,
        body,
        warnings.stream()
            .map(text -> new Header("Warning", "299 - \"" + text.replace("\"", "\\\"") + '"'))
            .toList());
  }
}
