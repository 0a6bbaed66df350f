package io.eventrecorder.sink.kubernetes;

import static io.eventrecorder.sink.kubernetes.SinkWrites.done;
import static io.eventrecorder.sink.kubernetes.SinkWrites.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.sink.kubernetes.StubServer.Request;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests that the sink sends. */
class ApiSinkTest extends ApiSinkFixture {
  private static final String CORE = "/api/v1/namespaces/default/events";
  private static final String EVENTS = "/apis/events.k8s.io/v1/namespaces/default/events";

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
  @ValueSource(strings = {"..", "a/../b", "a?x", "A b", "-a", "a.b"})
  void a_namespace_with_an_invalid_name_is_rejected_without_a_request(String namespace) {
    Event event = TestServer.event("web-0.1").build();
    Event elsewhere =
        event.toBuilder()
            .regarding(event.regarding().toBuilder().namespace(namespace).build())
            .build();

    SinkException failure = failure(core.create(elsewhere));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining('"' + namespace + '"');
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
            .requestTimeout(Duration.ofSeconds(5))
            .eventNames(EventNaming.STABLE)
            .build();

    assertThat(core.defaults().attemptTimeout()).isEqualTo(Duration.ofSeconds(32));
    assertThat(stable.defaults().attemptTimeout()).isEqualTo(Duration.ofSeconds(22));
    stable.close(Duration.ZERO);
  }

  @Test
  void a_provided_client_stays_open() {
    EventSink sink = sink(KubernetesApi.CORE);
    sink.close(Duration.ofSeconds(5));

    done(core.create(TestServer.event("web-0.1").build()));
    assertThat(server.requests()).hasSize(1);
  }
}
