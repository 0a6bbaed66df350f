package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.eventrecorder.kubernetes.server.InjectedFault;
import io.eventrecorder.kubernetes.server.Permission;
import io.eventrecorder.kubernetes.server.RequestFilter;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stable names: a restarted process, or another replica, goes on with the count. */
class StableNameWriterTest {
  private static final RequestFilter CREATES = RequestFilter.everything().method("POST");
  private static final RequestFilter GETS = RequestFilter.everything().method("GET");
  private static final RequestFilter PATCHES = RequestFilter.everything().method("PATCH");

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
    assertThat(count(second)).isEqualTo(2);
    assertThat(count(third)).isEqualTo(6);
    assertThat(server.events(EventApiVersion.EVENTS))
        .singleElement()
        .satisfies(event -> assertThat(count(event)).isEqualTo(6));
  }

  @Test
  void a_create_whose_response_was_lost_is_not_counted_twice() {
    server.api.faults().add(CREATES, InjectedFault.resetAfterApplying(), 1);

    assertThat(refused(sink, event("web-0.1", 1)).ambiguous()).isTrue();
    Event stored = created(sink, event("web-0.1", 3));

    assertThat(stored.count()).isEqualTo(3);
    assertThat(only().count()).isEqualTo(3);
  }

  @Test
  void a_continuing_patch_whose_response_was_lost_is_not_counted_twice() {
    created(replica, event("web-0.1", 5));
    server.api.faults().add(PATCHES, InjectedFault.resetAfterApplying(), 1);

    assertThat(refused(sink, event("web-0.2", 1)).ambiguous()).isTrue();
    assertThat(only().count()).as("it was applied").isEqualTo(6);
    Event stored = created(sink, event("web-0.2", 3));

    assertThat(stored.count()).isEqualTo(8);
  }

  @Test
  void a_continuing_patch_that_was_not_applied_is_sent_again() {
    created(replica, event("web-0.1", 5));
    server.api.faults().add(PATCHES, InjectedFault.resetBeforeApplying(), 1);

    assertThat(refused(sink, event("web-0.2", 1)).kind()).isEqualTo(Kind.RETRYABLE);

    assertThat(created(sink, event("web-0.2", 1)).count()).isEqualTo(6);
  }

  @Test
  void a_write_of_another_process_in_between_is_not_overwritten() {
    Event theirs = created(replica, event("web-0.1", 5));
    CompletionStage<@Nullable Event> create = takeOverThatHangs(event("web-0.2", 1));
    patched(replica, theirs.toBuilder().count(6).build());
    server.api.faults().release();

    SinkException conflict = failure(create);
    assertThat(conflict.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(conflict.ambiguous()).isFalse();
    assertThat(created(sink, event("web-0.2", 1)).count()).isEqualTo(7);
  }

  @Test
  void an_event_that_expires_in_between_is_created_at_the_next_try() {
    Event theirs = created(replica, event("web-0.1", 5));
    CompletionStage<@Nullable Event> create = takeOverThatHangs(event("web-0.2", 1));
    server.api.expire("default", theirs.name());
    server.api.faults().release();

    SinkException gone = failure(create);
    assertThat(gone.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(gone.wholeSink()).isFalse();
    assertThat(gone).hasMessageContaining("expired before it was patched");
    assertThat(created(sink, event("web-0.2", 1)).count()).isEqualTo(1);
  }

  /** Starts a create whose patch waits at the server's door, after it has read the event. */
  private CompletionStage<@Nullable Event> takeOverThatHangs(Event event) {
    server.requests();
    server.api.faults().add(PATCHES, InjectedFault.hang(), 1);
    CompletionStage<@Nullable Event> create = sink.create(event);
    await().until(() -> server.api.log().all().size() == 2 && server.api.log().inFlight() == 1);
    return create;
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

    Event again = created(sink, stored.toBuilder().count(4).build()); // some were given up

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

  /** Another process creates the expired event between the get and the create. */
  @Test
  void a_create_that_another_process_overtakes_is_tried_again() {
    String name = created(sink, event("web-0.1", 2)).name();
    server.api.faults().add(GETS, InjectedFault.status(404, "NotFound", "events not found"), 1);

    assertThat(refused(sink, event("web-0.2", 1)).kind()).isEqualTo(Kind.RETRYABLE);

    assertThat(created(sink, event("web-0.2", 1)).count()).isEqualTo(3);
    assertThat(only().name()).isEqualTo(name);
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
  void names_that_need_escapes_do_no_harm() {
    String odd = "a\"},\"b\\\n" + "x".repeat(300);
    created(replica, event("web-0.1", 1));
    server.api.faults().add(PATCHES, InjectedFault.resetAfterApplying(), 1);

    refused(sink, event(odd, 1));

    assertThat(created(sink, event(odd, 1)).count()).isEqualTo(2);
    assertThat(only().reason()).isEqualTo("BackOff");
  }

  @Test
  void a_missing_verb_get_is_reported() {
    created(replica, event("web-0.1", 1));
    server
        .api
        .access()
        .permit(
            "admin",
            new Permission("create", "", "events", "default"),
            new Permission("patch", "", "events", "default"));

    SinkException refused = refused(sink, event("web-0.2", 1));

    assertThat(refused.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(refused)
        .hasMessageStartingWith("give admin a role in namespace default")
        .hasMessageContaining("verbs: [\"create\", \"get\", \"patch\"]");
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

  private static int count(Event event) {
    EventSeries series = event.series();
    return series == null ? 1 : series.count();
  }

  private static Event created(EventSink sink, Event event) {
    return Objects.requireNonNull(sink.create(event).toCompletableFuture().join());
  }

  private static Event patched(EventSink sink, Event newest) {
    return Objects.requireNonNull(
        sink.patch(newest, EventPatch.ofCount(newest)).toCompletableFuture().join());
  }

  private static SinkException refused(EventSink sink, Event event) {
    return failure(sink.create(event));
  }

  private static SinkException failure(CompletionStage<?> answer) {
    Throwable thrown = catchThrowable(() -> answer.toCompletableFuture().join());
    assertThat(thrown)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SinkException.class);
    return (SinkException) Objects.requireNonNull(thrown.getCause());
  }
}
