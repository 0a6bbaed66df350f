package io.eventrecorder.kubernetes.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/**
 * What the server must answer.
 *
 * @param reason of the Status; empty if it has none or there is none
 * @param message a part of the Status' message
 */
record Expected(int status, String reason, String message) {
  static Expected ok() {
    return new Expected(200, "", "");
  }

  static Expected created() {
    return new Expected(201, "", "");
  }

  static Expected badRequest(String message) {
    return new Expected(400, "BadRequest", message);
  }

  static Expected notFound(String message) {
    return new Expected(404, "NotFound", message);
  }

  static Expected forbidden(String message) {
    return new Expected(403, "Forbidden", message);
  }

  static Expected invalid(String message) {
    return new Expected(422, "Invalid", message);
  }

  /** {@return the document that was answered} */
  JsonNode check(HttpResponse<String> answer) {
    String body = answer.body();
    assertThat(answer.statusCode()).as("status of %s", body).isEqualTo(status);
    JsonNode document = json(body);
    if (status >= 400) {
      assertThat(document.path("kind").asText()).isEqualTo("Status");
      assertThat(document.path("status").asText()).isEqualTo("Failure");
      assertThat(document.path("code").asInt()).isEqualTo(status);
      assertThat(document.path("reason").asText("")).isEqualTo(reason);
      assertThat(document.path("message").asText()).contains(message);
    }
    return document;
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? Integer.toString(status) : status + " " + reason;
  }
}
