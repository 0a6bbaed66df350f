package io.eventrecorder.kubernetes.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/**
 * The expected response of the server.
 *
 * @param reason of the Status; empty if there is none
 * @param message a part of the Status' message
 */
record ExpectedResponse(int status, String reason, String message) {
  static ExpectedResponse ok() {
    return new ExpectedResponse(200, "", "");
  }

  static ExpectedResponse created() {
    return new ExpectedResponse(201, "", "");
  }

  static ExpectedResponse badRequest(String message) {
    return new ExpectedResponse(400, "BadRequest", message);
  }

  static ExpectedResponse notFound(String message) {
    return new ExpectedResponse(404, "NotFound", message);
  }

  static ExpectedResponse forbidden(String message) {
    return new ExpectedResponse(403, "Forbidden", message);
  }

  static ExpectedResponse invalid(String message) {
    return new ExpectedResponse(422, "Invalid", message);
  }

  /** Checks the response; returns its document. */
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
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? Integer.toString(status) : status + " " + reason;
  }
}
