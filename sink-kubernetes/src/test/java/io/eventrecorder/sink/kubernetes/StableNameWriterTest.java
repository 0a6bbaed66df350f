package io.eventrecorder.sink.kubernetes;

import static io.eventrecorder.sink.kubernetes.SinkWrites.created;
import static io.eventrecorder.sink.kubernetes.SinkWrites.failure;
import static io.eventrecorder.sink.kubernetes.SinkWrites.patched;
import static io.eventrecorder.sink.kubernetes.SinkWrites.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException.Kind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Under stable names a restarted process, or another replica, continues the count. */
class StableNameWriterTest {

  private static final String PATH = "/api/v1/namespaces/default/events";

  private final TestServer server = new TestServer();
  private final EventSink sink = stable(KubernetesApi.CORE);
  private final EventSink replica = stable(KubernetesApi.CORE);

  private EventSink stable(KubernetesApi api) {
    return server.sink(options -> options.api(api).eventNames(EventNaming.STABLE));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void an_event_is_named_after_its_object_and_its_identity() {
    Event stored = created(sink, event("web-0.1", 1));

    assertThat(stored.name()).matches("web-0\\.[0-9a-f]{32}");
    assertThat(only().name()).isEqualTo(stored.name());
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void another_process_continues_the_count() {
    Event first = created(sink, event("web-0.1", 1));
    patched(sink, first.toBuilder().count(3).build());
    server.requests();

    Event second = created(replica, event("web-0.2", 2));

    assertThat(second.name()).isEqualTo(first.name());
    assertThat(second.count()).isEqualTo(5);
    assertThat(only().count()).isEqualTo(5);
    assertThat(server.requests())
        .containsExactly(
            "POST " + PATH + " 409",
            "GET " + PATH + "/" + first.name() + " 200",
            "PATCH " + PATH + "/" + first.name() + " 200");
    assertThat(patched(replica, second.toBuilder().count(6).build()).count()).isEqualTo(6);
  }

  @Test
  void in_events_v1_the_count_continues_in_the_series() {
    EventSink one = stable(KubernetesApi.EVENTS);
    EventSink other = stable(KubernetesApi.EVENTS);
    Event first = created(one, event("web-0.1", 1));

    Event second = created(other, event("web-0.2", 1));
    Event third = created(stable(KubernetesApi.EVENTS), event("web-0.3", 4));

    assertThat(first.series()).isNull();
    assertThat(second.occurrences()).isEqualTo(2);
    assertThat(third.occurrences()).isEqualTo(6);
    assertThat(server.events(EventApiVersion.EVENTS))
        .singleElement()
        .satisfies(event -> assertThat(event.occurrences()).isEqualTo(6));
  }

  @Test
  void an_event_about_something_else_is_not_changed() {
    Event stored = created(sink, event("web-0.1", 1));
    server.api.expire("default", stored.name());
    EventSink plain = server.sink(options -> {});
    created(plain, event(stored.name(), 9).toBuilder().reason("Other").build());

    assertThat(refused(sink, event("web-0.1", 1)).kind()).isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(only().count()).isEqualTo(9);
  }

  @Test
  void an_event_that_comes_with_a_stable_name_keeps_it() {
    Event stored = created(sink, event("web-0.1", 1));
    server.api.expire("default", stored.name());

    Event again = created(sink, stored.toBuilder().message("another").count(4).build());

    assertThat(again.name()).isEqualTo(stored.name());
    assertThat(again.count()).isEqualTo(4);
  }

  @Test
  void earlier_writes_of_this_sink_under_the_stable_name_are_part_of_its_count() {
    Event stored = created(sink, event("web-0.1", 1));
    patched(sink, stored.toBuilder().count(3).build());

    Event again = created(sink, stored.toBuilder().count(4).build()); // some writes failed

    assertThat(again.count()).isEqualTo(4);
  }

  @Test
  void a_count_that_another_process_wrote_since_is_added() {
    Event stored = created(sink, event("web-0.1", 1));
    server.api.expire("default", stored.name());
    created(replica, event("web-0.2", 2));

    Event again = created(sink, stored.toBuilder().count(4).build());

    assertThat(again.count()).isEqualTo(6);
  }

  @Test
  void an_event_that_the_correlator_forgot_continues() {
    String name = created(sink, event("web-0.1", 2)).name();
    server.requests();

    assertThat(created(sink, event("web-0.2", 1)).count()).isEqualTo(3);
    assertThat(server.requests())
        .as("no create, because the sink knows the event")
        .containsExactly(
            "GET " + PATH + "/" + name + " 200", "PATCH " + PATH + "/" + name + " 200");
  }

  @Test
  void an_event_that_is_known_but_has_expired_is_created_at_once() {
    String name = created(sink, event("web-0.1", 2)).name();
    server.api.expire("default", name);
    server.requests();

    assertThat(created(sink, event("web-0.2", 1)).count()).isEqualTo(1);
    assertThat(server.requests())
        .containsExactly("GET " + PATH + "/" + name + " 404", "POST " + PATH + " 201");
  }

  @Test
  void an_event_whose_patch_finds_nothing_is_no_longer_known() {
    Event stored = created(sink, event("web-0.1", 1));
    server.api.expire("default", stored.name());
    EventPatch patch = EventPatch.ofCount(stored);
    assertThat(failure(sink.patch(stored, patch)).kind()).isEqualTo(Kind.NOT_FOUND);
    server.requests();

    created(sink, stored.toBuilder().uid("").count(2).build());

    assertThat(server.requests()).containsExactly("POST " + PATH + " 201");
  }

  @Test
  void an_invalid_marker_is_ignored() {
    Event stored = created(sink, event("web-0.1", 2));
    server.api.expire("default", stored.name());
    EventSink plain = server.sink(options -> {});
    Map<String, String> mark =
        Map.of(ContinuationMarker.ANNOTATION, "0123456789abcdef/web-0.1/many");
    created(plain, stored.toBuilder().annotations(mark).build());

    assertThat(created(sink, event("web-0.1", 1)).count()).isEqualTo(3);
  }

  @Test
  void annotations_of_the_application_are_kept() {
    created(sink, event("web-0.1", 1).toBuilder().annotations(Map.of("a", "b")).build());
    created(replica, event("web-0.2", 1));

    assertThat(only().annotations())
        .containsEntry("a", "b")
        .containsKey(ContinuationMarker.ANNOTATION);
  }

  private static Event event(String name, int count) {
    return TestServer.event(name).count(count).build();
  }

  private Event only() {
    assertThat(server.events()).hasSize(1);
    return server.events().get(0);
  }
}
