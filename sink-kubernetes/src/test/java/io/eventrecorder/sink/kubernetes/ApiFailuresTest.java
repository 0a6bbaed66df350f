package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a kube-apiserver answers, row by row, and the failure that the pipeline gets. */
class ApiFailuresTest {
  private static final String FORBIDDEN =
      "events is forbidden: User \"nobody\" cannot create resource \"events\" in API group \"\" in"
          + " the namespace \"shop\"";

  private final ApiFailures core = new ApiFailures(EventApi.CORE_V1, EventNaming.UNIQUE);
  private final ApiFailures events = new ApiFailures(EventApi.EVENTS_V1, EventNaming.STABLE);

  @ParameterizedTest(name = "{0} {1} {2}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          create | 409 | AlreadyExists         | events "x" already exists                        | ALREADY_EXISTS | false
          create | 409 | AlreadyExists         | events.events.k8s.io "x" already exists          | ALREADY_EXISTS | false
          create | 409 | Invalid               | what fabric8's mock server says of it            | ALREADY_EXISTS | false
          create | 409 | Conflict              | Operation cannot be fulfilled on events "x"      | RETRYABLE      | false
          patch  | 409 | Conflict              | the object has been modified; please apply again | RETRYABLE      | false
          patch  | 409 |                       | the object has been modified                     | RETRYABLE      | false
          patch  | 404 | NotFound              | events "x" not found                             | NOT_FOUND      | false
          patch  | 404 | NotFound              | events.events.k8s.io "x" not found               | NOT_FOUND      | false
          create | 404 | NotFound              | namespaces "nope" not found                      | REJECTED       | false
          create | 404 | NotFound              | the server could not find the requested resource | MISCONFIGURED  | false
          create | 422 | Invalid               | reason: Required value                           | REJECTED       | false
          patch  | 422 | Invalid               | note: field is immutable                         | REJECTED       | false
          create | 400 | BadRequest            | cannot be handled as a Event                     | REJECTED       | false
          patch  | 415 | UnsupportedMediaType  | the body of the request was in an unknown format | REJECTED       | false
          create | 413 | RequestEntityTooLarge | Request entity too large: limit is 3145728       | REJECTED       | false
          create | 500 |                       | etcdserver: request is too large                 | REJECTED       | false
          create | 500 |                       | rpc error: code = ResourceExhausted desc = large | REJECTED       | false
          create | 500 | InternalError         | etcdserver: leader changed                       | RETRYABLE      | true
          create | 502 |                       | bad gateway                                      | RETRYABLE      | true
          create | 503 | ServiceUnavailable    | the server is currently unable                   | RETRYABLE      | false
          create | 504 | Timeout               | request did not complete within the time         | RETRYABLE      | true
          create | 408 |                       | request timeout                                  | RETRYABLE      | true
          create | 429 | TooManyRequests       | too many requests, please try again later        | RETRYABLE      | false
          create | 401 | Unauthorized          | Unauthorized                                     | MISCONFIGURED  | false
          create | 403 | Forbidden             | exceeded quota: count/events                     | MISCONFIGURED  | false
          create | 403 | Forbidden             | admission webhook "w" denied the request: no     | REJECTED       | false
          create | 403 | Forbidden             | ValidatingAdmissionPolicy 'p' denied request: no | REJECTED       | false
          create | 403 | Forbidden             | what a proxy says                                | MISCONFIGURED  | false
          get    | 404 | NotFound              | events "x" not found                             | NOT_FOUND      | false
          get    | 429 | TooManyRequests       | too many requests, please try again later        | RETRYABLE      | false
          create | 405 | MethodNotAllowed      | the server does not allow this method            | REJECTED       | false
          """)
  void each_response_becomes_one_kind_of_failure(
      String verb, int code, String reason, String message, Kind kind, boolean ambiguous) {
    Status status = new StatusBuilder().withReason(reason).withMessage(message).build();
    SinkException failure = core.of(verb, "shop", answer(code, status));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.ambiguous()).isEqualTo(ambiguous);
    assertThat(failure).hasMessageContaining(message);
  }

  @Test
  void a_pause_that_the_server_asks_for_is_passed_on() {
    Status status =
        new StatusBuilder()
            .withReason("TooManyRequests")
            .withNewDetails()
            .withRetryAfterSeconds(7)
            .endDetails()
            .build();
    for (int code : new int[] {429, 503, 500}) {
      SinkException failure = core.of("create", "shop", answer(code, status));
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  @Test
  void a_namespace_that_is_being_deleted_is_rejected_without_a_log_line() {
    Status status =
        new StatusBuilder()
            .withReason("Forbidden")
            .withMessage(FORBIDDEN)
            .withNewDetails()
            .addNewCause()
            .withReason("NamespaceTerminating")
            .endCause()
            .endDetails()
            .build();
    SinkException failure = core.of("create", "shop", answer(403, status));
    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessage("namespace shop is being deleted");
    assertThat(failure.quiet()).isTrue();
  }

  @Test
  void a_missing_permission_is_reported_with_the_rule_to_add() {
    Status status = new StatusBuilder().withMessage(FORBIDDEN).build();
    EventResponse answer = answer(403, status);
    assertThat(core.of("create", "shop", answer))
        .hasMessageStartingWith(
            "give nobody a role in namespace shop with the rule {apiGroups: [\"\"], resources:"
                + " [\"events\"], verbs: [\"create\", \"patch\"]}");
    assertThat(events.of("create", "shop", answer))
        .hasMessageContaining("apiGroups: [\"events.k8s.io\"]")
        .hasMessageContaining("verbs: [\"create\", \"get\", \"patch\"]");
    assertThat(events.of("get", "shop", answer)).hasMessageContaining("give nobody a role");
    assertThat(core.of("create", "shop", answer).wholeSink()).isFalse();
  }

  @Test
  void an_unknown_token_is_a_failure_of_the_whole_sink() {
    assertThat(core.of("create", "shop", answer(401, null)).wholeSink()).isTrue();
  }

  static Stream<Arguments> unreached() {
    return Stream.of(
        Arguments.of(new ConnectException("refused")),
        Arguments.of(new UnknownHostException("api")),
        Arguments.of(new SSLHandshakeException("unknown CA")),
        Arguments.of(new HttpConnectTimeoutException("slow")));
  }

  @ParameterizedTest
  @MethodSource("unreached")
  void if_no_server_is_reached_nothing_was_written_and_the_whole_sink_waits(Throwable cause) {
    SinkException failure = TransportFailures.failure(new IOException("wrapped", cause));
    assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(failure.ambiguous()).isFalse();
    assertThat(failure.wholeSink()).isTrue();
    assertThat(failure).hasMessageContaining(String.valueOf(cause.getMessage()));
  }

  static Stream<Arguments> lost() {
    return Stream.of(
        Arguments.of(new SocketTimeoutException("read")),
        Arguments.of(new HttpTimeoutException("request timed out")),
        Arguments.of(new IOException("HTTP/1.1 header parser received no bytes")),
        Arguments.of(new InterruptedException("cancelled")));
  }

  @ParameterizedTest
  @MethodSource("lost")
  void a_lost_response_is_ambiguous(Throwable cause) {
    SinkException failure = TransportFailures.failure(cause);
    assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(failure.ambiguous()).isTrue();
    assertThat(failure.wholeSink()).isFalse();
  }

  @Test
  void a_time_out_is_reported_as_a_time_out() {
    Throwable timeout = new HttpTimeoutException("request timed out");
    timeout.initCause(new IOException("connection closed locally"));
    assertThat(TransportFailures.failure(new IOException("wrapped", timeout)))
        .hasMessage("no answer: java.net.http.HttpTimeoutException: request timed out");
  }

  private static EventResponse answer(int code, @Nullable Status status) {
    return new EventResponse(code, "", status, null);
  }
}
