package io.eventrecorder.sink.kubernetes;

import static io.eventrecorder.sink.kubernetes.SinkWrites.created;
import static io.eventrecorder.sink.kubernetes.SinkWrites.failure;
import static io.eventrecorder.sink.kubernetes.SinkWrites.patched;
import static io.eventrecorder.sink.kubernetes.SinkWrites.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.Event;
import io.eventrecorder.kubernetes.server.InjectedFault;
import io.eventrecorder.kubernetes.server.Permission;
import io.eventrecorder.kubernetes.server.RequestFilter;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Under stable names lost responses and concurrent writes do not change the count. */
class StableNameFailuresTest {
  private static final RequestFilter CREATES = RequestFilter.everything().method("POST");
  private static final RequestFilter GETS = RequestFilter.everything().method("GET");
  private static final RequestFilter PATCHES = RequestFilter.everything().method("PATCH");

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

  /** Starts a create that has read the existing event, and whose patch hangs at the server. */
  private CompletionStage<@Nullable Event> takeOverThatHangs(Event event) {
    server.requests();
    server.api.faults().add(PATCHES, InjectedFault.hang(), 1);
    CompletionStage<@Nullable Event> create = sink.create(event);
    await().until(() -> server.api.log().all().size() == 2 && server.api.log().inFlight() == 1);
    return create;
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

  private static Event event(String name, int count) {
    return TestServer.event(name).count(count).build();
  }

  private Event only() {
    assertThat(server.events()).hasSize(1);
    return server.events().get(0);
  }
}
