package io.eventrecorder.sink.kubernetes;

import static io.eventrecorder.sink.kubernetes.SinkWrites.created;
import static io.eventrecorder.sink.kubernetes.SinkWrites.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.eventrecorder.kubernetes.server.InjectedFault;
import io.eventrecorder.kubernetes.server.RequestFilter;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import io.eventrecorder.testkit.ManualClock;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that were read from the cluster and are published to it again. */
class RepublishedEventsTest {
  private static final String PATH = "/api/v1/namespaces/default/events";

  private final TestServer server = new TestServer();
  private final EventSink sink = server.sink(options -> {});

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void the_same_event_is_patched_if_its_count_is_higher() {
    Event existing = created(sink, TestServer.event("web-0.1").count(25).build());
    server.requests();

    Event stored = created(sink, existing.toBuilder().count(47).message("again").build());

    assertThat(stored.count()).isEqualTo(47);
    assertThat(server.events())
        .singleElement()
        .returns("web-0.1", Event::name)
        .returns(47, Event::count)
        .returns("again", Event::message);
    assertThat(server.requests())
        .containsExactly(
            "POST " + PATH + " 409",
            "PATCH " + PATH + "/web-0.1 200",
            "PATCH " + PATH + "/web-0.1 200");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 24, 25})
  void the_count_never_goes_back(int count) {
    Event existing = created(sink, TestServer.event("web-0.1").count(25).build());

    Event stored = created(sink, existing.toBuilder().count(count).build());

    assertThat(stored).isEqualTo(existing);
    assertThat(server.events()).containsExactly(existing);
  }

  @Test
  void in_events_v1_the_series_continues() {
    EventSink events = server.sink(options -> options.api(KubernetesApi.EVENTS));
    Event existing =
        created(
            events,
            TestServer.event("web-0.1").series(new EventSeries(3, ManualClock.START)).build());
    EventSeries more = new EventSeries(7, ManualClock.START.plusSeconds(9));

    created(events, existing.toBuilder().series(more).build());

    assertThat(server.events(EventApiVersion.EVENTS)).singleElement().returns(more, Event::series);
  }

  @Test
  void with_stable_names_no_occurrence_is_counted_twice() {
    EventSink stable = server.sink(options -> options.eventNames(EventNaming.STABLE));
    Event existing = created(stable, TestServer.event("web-0.1").count(25).build());
    EventSink later = server.sink(options -> options.eventNames(EventNaming.STABLE));

    assertThat(created(later, existing).count()).isEqualTo(25);
    assertThat(created(later, existing.toBuilder().count(30).build()).count()).isEqualTo(30);
    assertThat(server.events()).singleElement().returns(30, Event::count);
  }

  /** A create under its stable name would make a second event. */
  @Test
  void with_stable_names_an_event_with_another_name_is_patched_under_it() {
    EventSink stable = server.sink(options -> options.eventNames(EventNaming.STABLE));
    Event existing = created(sink, TestServer.event("web-0.1").count(25).build());
    server.requests();

    assertThat(created(stable, existing).name()).isEqualTo("web-0.1");
    assertThat(created(stable, existing.toBuilder().count(30).build()).count()).isEqualTo(30);
    assertThat(server.events())
        .singleElement()
        .returns("web-0.1", Event::name)
        .returns(30, Event::count);
    assertThat(server.requests())
        .containsExactly(
            "PATCH " + PATH + "/web-0.1 200",
            "PATCH " + PATH + "/web-0.1 200",
            "PATCH " + PATH + "/web-0.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"another", "", "a\"b"})
  void with_stable_names_another_event_of_that_name_is_not_changed(String uid) {
    EventSink stable = server.sink(options -> options.eventNames(EventNaming.STABLE));
    Event existing = created(sink, TestServer.event("web-0.1").count(1).build());

    Event stored = created(stable, existing.toBuilder().uid(uid).count(9).build());

    assertThat(stored.name()).isNotEqualTo("web-0.1");
    assertThat(server.events()).hasSize(2).contains(existing);
  }

  @Test
  void with_stable_names_an_expired_event_is_created_under_its_stable_name() {
    EventSink stable = server.sink(options -> options.eventNames(EventNaming.STABLE));
    Event existing = created(sink, TestServer.event("web-0.1").count(3).build());
    server.api.expire("default", "web-0.1");

    assertThat(created(stable, existing).name()).isNotEqualTo("web-0.1");
    assertThat(server.events()).singleElement().returns(3, Event::count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"another", "", "a\"b"})
  void another_event_of_that_name_is_not_changed(String uid) {
    Event existing = created(sink, TestServer.event("web-0.1").count(1).build());

    SinkException failure = refused(sink, existing.toBuilder().uid(uid).count(9).build());

    assertThat(failure.kind()).isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(server.events()).containsExactly(existing);
  }

  @Test
  void an_event_that_expires_meanwhile_is_created_at_the_next_try() {
    Event existing = created(sink, TestServer.event("web-0.1").build());
    server
        .api
        .faults()
        .add(
            RequestFilter.everything().method("PATCH"),
            InjectedFault.status(404, "NotFound", "events \"web-0.1\" not found"),
            1);

    assertThat(refused(sink, existing).kind()).isEqualTo(Kind.RETRYABLE);
  }

  /** As {@code event-record pipe} does with the output of {@code kubectl get events -o json}. */
  @ParameterizedTest
  @CsvSource({"core,unique", "events,unique", "core,stable", "events,stable"})
  void events_that_are_piped_back_into_their_cluster_stay_the_same(String api, String names) {
    for (int i = 0; i < 20; i++) {
      Event.Builder event = TestServer.event("web-" + i + ".1").message("m" + i).count(1 + i % 3);
      created(
          i % 2 == 0 ? sink : server.sink(options -> options.api(KubernetesApi.EVENTS)),
          event.series(i < 10 ? null : new EventSeries(i, ManualClock.START)).build());
    }
    List<Event> before = server.events();
    try (EventBroadcaster broadcaster =
        EventBroadcaster.builder()
            .sinks("kubernetes")
            .properties(
                Map.of(
                    "eventrecorder.sink.kubernetes.api",
                    api,
                    "eventrecorder.sink.kubernetes.event-names",
                    names,
                    "eventrecorder.pipeline.kubernetes.correlator",
                    "none"))
            .provide(KubernetesClient.class, server.client())
            .build()) {
      before.forEach(broadcaster::publish);
      assertThat(broadcaster.close(Duration.ofMinutes(1)).complete()).isTrue();
    }
    assertThat(server.events())
        .extracting(event -> event.uid() + " " + event.name() + " " + event.count())
        .containsExactlyElementsOf(
            before.stream()
                .map(event -> event.uid() + " " + event.name() + " " + event.count())
                .toList());
  }
}
