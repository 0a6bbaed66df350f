package io.eventrecorder.sink.kubernetes;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.sink.kubernetes.StubServer.Answer;
import io.eventrecorder.sink.kubernetes.StubServer.Request;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import io.eventrecorder.testkit.ManualClock;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sink sends, and what it makes of answers. */
class ApiSinkTest {
  private static final String CORE = "/api/v1/namespaces/default/events";
  private static final String EVENTS = "/apis/events.k8s.io/v1/namespaces/default/events";

  private volatile Function<Request, Answer> answers =
      request ->
          Answer.ok(request.method().equals("POST") ? request.body() : "{\"kind\":\"Event\"}");
  private final StubServer server = new StubServer(request -> answers.apply(request));
  private final KubernetesClient client = server.client();
  private final EventSink core = sink(KubernetesApi.CORE);
  private final EventSink events = sink(KubernetesApi.EVENTS);

  private EventSink sink(KubernetesApi api) {
    return KubernetesEventSink.builder(client)
        .api(api)
        .requestTimeout(Duration.ofMillis(500))
        .build();
  }

  @AfterEach
  void close() {
    core.close(Duration.ofSeconds(5));
    events.close(Duration.ofSeconds(5));
    client.close();
    server.close();
  }

  @Test
  void a_write_is_one_request() {
    Event event = TestServer.event("web-0.1").build();
    Event newest = event.toBuilder().count(2).message("again").build();

    done(core.create(event));
    done(core.patch(newest, EventPatch.ofCount(newest)));
    done(core.update(newest));
    done(events.create(event));
    done(events.patch(newest, EventPatch.ofSeries(newest)));
    done(events.update(newest));

    assertThat(server.requests())
        .extracting(Request::toString)
        .containsExactly(
            "POST " + CORE,
            "PATCH " + CORE + "/web-0.1",
            "PATCH " + CORE + "/web-0.1",
            "POST " + EVENTS,
            "PATCH " + EVENTS + "/web-0.1",
            "PATCH " + EVENTS + "/web-0.1");
  }

  @Test
  void a_core_patch_is_a_json_merge_patch_of_count_time_and_message() {
    Event newest = TestServer.event("web-0.1").count(2).message("again").build();

    done(core.patch(newest, EventPatch.ofCount(newest)));

    assertThat(server.requests())
        .containsExactly(
            new Request(
                "PATCH",
                CORE + "/web-0.1",
                "application/merge-patch+json",
                "{\"count\":2,\"lastTimestamp\":\"2026-01-01T00:00:00Z\",\"message\":\"again\"}"));
  }

  @Test
  void in_events_v1_only_the_series_is_patched() {
    Event newest = TestServer.event("web-0.1").count(2).message("again").build();
    Instant time = ManualClock.START.plusNanos(1_234_567);
    Event series = newest.toBuilder().series(new EventSeries(7, time)).build();

    done(events.patch(newest, EventPatch.ofCount(newest)));
    done(events.patch(series, EventPatch.ofSeries(series)));

    assertThat(server.requests())
        .extracting(Request::body)
        .containsExactly(
            "{\"series\":{\"count\":2,\"lastObservedTime\":\"2026-01-01T00:00:00.000000Z\"}}",
            "{\"series\":{\"count\":7,\"lastObservedTime\":\"2026-01-01T00:00:00.001234Z\"}}");
  }

  @Test
  void a_patch_is_cut_like_the_created_event() {
    Event event = TestServer.event("a/b").message("x".repeat(40_000)).build();

    String created = done(core.create(event)).message();
    done(core.patch(event, EventPatch.ofCount(event)));

    assertThat(created).hasSize(32 * 1024 - 2).endsWith("x…");
    assertThat(server.requests().get(1).body()).contains("\"message\":\"" + created + '"');
    assertThat(server.requests().get(1).path()).startsWith(CORE + "/a-b-");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void the_retries_of_the_client_are_off(int status) {
    answers = request -> Answer.failure(status, "Some", "not now");

    SinkException told = failure(core.create(TestServer.event("web-0.1").build()));

    assertThat(told.kind()).isEqualTo(Kind.RETRYABLE);
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

    for (SinkException told :
        List.of(
            failure(core.create(event)),
            failure(core.update(event)),
            failure(events.create(event)))) {
      assertThat(told.kind()).isEqualTo(Kind.RETRYABLE);
      assertThat(told).hasMessage("HTTP " + answer.status() + ": " + words);
      assertThat(told.retryAfter().orElse(Duration.ZERO)).isEqualTo(Duration.ofSeconds(seconds));
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void a_pause_may_be_a_date() {
    String inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(UTC).plusHours(1));
    answers = request -> Answer.text(503, "", Map.of("Retry-After", inAnHour));

    SinkException told = failure(core.create(TestServer.event("web-0.1").build()));

    assertThat(told.retryAfter().orElseThrow())
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

    SinkException told = failure(core.create(TestServer.event("web-0.1").build()));
    end.countDown();

    assertThat(told.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(told.ambiguous()).isTrue();
    assertThat(told).hasMessageContaining("no answer").hasMessageContaining("time");
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

    SinkException told = failure(core.create(TestServer.event("web-0.1").build()));

    assertThat(told.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(told.wholeSink()).isTrue();
    assertThat(told.ambiguous()).isFalse();
  }

  @Test
  void a_client_that_was_closed_too_early_is_reported() {
    client.close();

    SinkException told = failure(core.create(TestServer.event("web-0.1").build()));

    assertThat(told.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(told).hasMessageContaining("close the event broadcaster before the client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "a?x", "A b", "-a", "a.b"})
  void a_namespace_with_an_invalid_name_is_rejected_without_a_request(String namespace) {
    Event event = TestServer.event("web-0.1").build();
    Event elsewhere =
        event.toBuilder()
            .regarding(event.regarding().toBuilder().namespace(namespace).build())
            .build();

    SinkException told = failure(core.create(elsewhere));

    assertThat(told.kind()).isEqualTo(Kind.REJECTED);
    assertThat(told).hasMessageContaining('"' + namespace + '"');
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void an_event_that_json_cannot_have_is_rejected() {
    Event late = TestServer.event("web-0.1").lastTimestamp(Instant.MAX).build();

    assertThat(failure(core.patch(late, EventPatch.ofCount(late))).kind()).isEqualTo(Kind.REJECTED);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void the_failure_domain_is_the_namespace_of_the_request() {
    Event event = TestServer.event("web-0.1").namespace("other").build();
    assertThat(core.failureDomain(event)).isEqualTo("default");
    assertThat(events.failureDomain(event)).isEqualTo("other");
  }

  @Test
  void each_api_has_a_default_correlator_and_says_which_one_does_not_fit() {
    SinkDefaults forCore = core.defaults();
    SinkDefaults forEvents = events.defaults();

    assertThat(forCore.correlator()).isEqualTo("aggregating");
    assertThat(forCore.unfit()).containsOnlyKeys("series");
    assertThat(forEvents.correlator()).isEqualTo("series");
    assertThat(forEvents.unfit()).containsOnlyKeys("aggregating");
    assertThat(forEvents.unfit().get("aggregating")).contains("api=core", "correlator=series");
    assertThat(forCore.maxInFlight()).isEqualTo(8);
  }

  @Test
  void the_attempt_timeout_is_long_enough_for_all_its_requests() {
    EventSink stable =
        KubernetesEventSink.builder(client)
            .requestTimeout(Duration.ofSeconds(10))
            .eventNames(EventNaming.STABLE)
            .build();

    assertThat(core.defaults().attemptTimeout()).isEqualTo(Duration.ofMillis(3500));
    assertThat(stable.defaults().attemptTimeout()).isEqualTo(Duration.ofSeconds(42));
    stable.close(Duration.ZERO);
  }

  @Test
  void a_provided_client_stays_open() {
    EventSink sink = sink(KubernetesApi.CORE);
    sink.close(Duration.ofSeconds(5));

    done(core.create(TestServer.event("web-0.1").build()));
    assertThat(server.requests()).hasSize(1);
  }

  private static Event done(CompletionStage<Event> answer) {
    return answer.toCompletableFuture().join();
  }

  private static SinkException failure(CompletionStage<?> answer) {
    CompletableFuture<?> soon = answer.toCompletableFuture().orTimeout(5, TimeUnit.SECONDS);
    Throwable thrown = catchThrowable(soon::join);
    assertThat(thrown.getCause()).isInstanceOf(SinkException.class);
    return (SinkException) Objects.requireNonNull(thrown.getCause());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
