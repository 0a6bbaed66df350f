package io.eventrecorder.sink.kubernetes;

import static io.eventrecorder.sink.kubernetes.SinkWrites.failure;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.sink.kubernetes.StubServer.Answer;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sink does with each answer of the server, and with none. */
class ApiSinkFailuresTest extends ApiSinkFixture {
  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void the_retries_of_the_client_are_off(int status) {
    answers = request -> Answer.failure(status, "Some", "not now");

    SinkException failure = failure(core.create(TestServer.event("web-0.1").build()));

    assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(server.requests()).hasSize(1);
  }

  static Stream<Arguments> pauses() {
    String busy = "Too many requests, please try again later.";
    return Stream.of(
        Arguments.of(
            Answer.failure(429, "TooManyRequests", busy, "{\"retryAfterSeconds\":7}"), busy, 7),
        Arguments.of(Answer.text(429, busy + "\n", Map.of("Retry-After", "7")), busy, 7),
        Arguments.of(Answer.text(429, busy, Map.of()), busy, 1),
        Arguments.of(Answer.text(429, busy, Map.of("Retry-After", "0")), busy, 1),
        Arguments.of(Answer.text(429, busy, Map.of("Retry-After", "soon")), busy, 1),
        Arguments.of(
            Answer.text(503, "apiserver is shutting down", Map.of("Retry-After", "7")),
            "apiserver is shutting down",
            7),
        Arguments.of(Answer.text(503, "", Map.of("retry-after", "7")), "no reason given", 7),
        Arguments.of(Answer.text(503, "starting", Map.of()), "starting", 0));
  }

  @ParameterizedTest
  @MethodSource("pauses")
  void a_pause_that_the_server_asks_for_is_passed_on(Answer answer, String words, int seconds) {
    answers = request -> answer;
    Event event = TestServer.event("web-0.1").build();

    for (SinkException failure :
        List.of(
            failure(core.create(event)),
            failure(core.update(event)),
            failure(events.create(event)))) {
      assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE);
      assertThat(failure).hasMessage("HTTP " + answer.status() + ": " + words);
      assertThat(failure.retryAfter().orElse(Duration.ZERO)).isEqualTo(Duration.ofSeconds(seconds));
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void a_pause_may_be_a_date() {
    String inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(UTC).plusHours(1));
    answers = request -> Answer.text(503, "", Map.of("Retry-After", inAnHour));

    SinkException failure = failure(core.create(TestServer.event("web-0.1").build()));

    assertThat(failure.retryAfter().orElseThrow())
        .isCloseTo(Duration.ofHours(1), Duration.ofMinutes(1));
  }

  @Test
  void the_error_page_of_a_proxy_is_shortened() {
    answers = request -> Answer.text(502, "é".repeat(1000) + "\n</html>", Map.of());

    assertThat(failure(core.create(TestServer.event("web-0.1").build())))
        .hasMessage("HTTP 502: " + "é".repeat(200));
  }

  @Test
  void a_request_without_an_answer_ends_at_the_request_timeout() {
    CountDownLatch end = new CountDownLatch(1);
    answers =
        request -> {
          awaitQuietly(end);
          return Answer.ok("{\"kind\":\"Event\"}");
        };

    EventSink impatient =
        KubernetesEventSink.builder(client).requestTimeout(Duration.ofMillis(500)).build();

    SinkException failure = failure(impatient.create(TestServer.event("web-0.1").build()));
    end.countDown();
    impatient.close(Duration.ofSeconds(5));

    assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(failure.ambiguous()).isTrue();
    assertThat(failure).hasMessageContaining("no answer").hasMessageContaining("time");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void a_broken_connection_and_half_a_response_are_ambiguous() {
    Event event = TestServer.event("web-0.1").build();
    answers = request -> Answer.brokenConnection();
    assertThat(failure(core.create(event)).ambiguous()).isTrue();

    answers = request -> Answer.ok("{\"kind\":\"Event\",\"metadata\":{");
    assertThat(failure(core.create(event)).ambiguous()).isTrue();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void a_server_that_is_not_reached_is_a_failure_of_the_whole_sink() {
    server.close();

    SinkException failure = failure(core.create(TestServer.event("web-0.1").build()));

    assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(failure.wholeSink()).isTrue();
    assertThat(failure.ambiguous()).isFalse();
  }

  @Test
  void a_client_that_was_closed_too_early_is_reported() {
    client.close();

    SinkException failure = failure(core.create(TestServer.event("web-0.1").build()));

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure).hasMessageContaining("close the event broadcaster before the client");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
