package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import io.eventrecorder.testkit.InMemoryEventSink.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InMemoryEventSinkTest {
  private final InMemoryEventSink sink = new InMemoryEventSink();
  private final Event event = new SinkEvents("default").fresh("first");

  @Test
  void a_created_event_is_stored_as_written_with_a_resourceVersion_counted_up_from_1() {
    Event other = event.toBuilder().name("other").build();
    assertThat(answer(sink.create(event))).isEqualTo(version(event, "1"));
    assertThat(answer(sink.create(other))).isEqualTo(version(other, "2"));
    assertThat(sink.events()).containsExactly(version(event, "1"), version(other, "2"));
    assertThat(sink.events(stored -> stored.name().equals("other"))).hasSize(1);
    assertThat(sink.find("default", event.name())).contains(version(event, "1"));
    assertThat(sink.find("elsewhere", event.name())).isEmpty();
  }

  @Test
  void create_of_an_existing_event_is_ALREADY_EXISTS_and_changes_nothing() {
    answer(sink.create(event));
    refused(Kind.ALREADY_EXISTS, () -> answer(sink.create(again(2, "second"))));
    assertThat(sink.events()).containsExactly(version(event, "1"));
  }

  @Test
  void update_and_patch_of_a_missing_event_are_NOT_FOUND() {
    refused(Kind.NOT_FOUND, () -> answer(sink.update(event)));
    refused(Kind.NOT_FOUND, () -> answer(sink.patch(event, EventPatch.ofState(event))));
    assertThat(sink.events()).isEmpty();
  }

  @Test
  void a_patch_changes_only_its_fields_in_the_stored_event() {
    answer(sink.create(event));
    Event newest = again(2, "second").toBuilder().reason("Other").build();
    Event stored = answer(sink.patch(newest, EventPatch.ofCount(newest)));
    assertThat(stored)
        .isEqualTo(
            event.toBuilder()
                .count(2)
                .message("second")
                .lastTimestamp(Instant.parse("2026-01-01T00:00:07Z"))
                .resourceVersion("2")
                .build());
  }

  @Test
  void a_patch_is_sent_as_json_so_that_its_times_lose_nanoseconds() {
    answer(sink.create(event));
    Event newest =
        event.toBuilder()
            .lastTimestamp(Instant.parse("2026-01-01T00:00:07.987654321Z"))
            .series(new EventSeries(2, Instant.parse("2026-01-01T00:00:07.987654321Z")))
            .build();
    Event stored = answer(sink.patch(newest, EventPatch.ofState(newest)));
    assertThat(stored.lastTimestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:07Z"));
    assertThat(stored.series())
        .isEqualTo(new EventSeries(2, Instant.parse("2026-01-01T00:00:07.987654Z")));
  }

  @Test
  void a_patch_of_null_removes_and_one_of_a_part_of_the_series_keeps_the_count() {
    Event before = event.toBuilder().series(new EventSeries(2, Instant.EPOCH)).build();
    answer(sink.create(before));
    Event newest = event.toBuilder().lastTimestamp(null).series(new EventSeries(3, null)).build();
    Event stored = answer(sink.patch(newest, EventPatch.ofState(newest)));
    assertThat(stored.lastTimestamp()).isNull();
    assertThat(stored.series()).isEqualTo(new EventSeries(3, null));
    assertThat(stored.message()).isEqualTo(event.message());
  }

  @Test
  void fields_that_a_patch_does_not_name_keep_their_nanoseconds() {
    Instant fine = Instant.parse("2026-01-01T00:00:00.123456789Z");
    answer(sink.create(event.toBuilder().lastTimestamp(fine).build()));
    Event newest = event.toBuilder().series(new EventSeries(2, null)).build();
    assertThat(answer(sink.patch(newest, EventPatch.ofSeries(newest))).lastTimestamp())
        .isEqualTo(fine);
  }

  @Test
  void an_update_with_a_stale_resourceVersion_is_a_retryable_conflict() {
    answer(sink.create(event));
    answer(sink.update(version(again(2, "second"), "1")));
    refused(Kind.RETRYABLE, () -> answer(sink.update(version(again(3, "third"), "1"))));
    answer(sink.update(again(4, "without a version")));
    assertThat(sink.find("default", event.name()))
        .contains(version(again(4, "without a version"), "3"));
  }

  @Test
  void a_patch_has_no_conflict() {
    answer(sink.create(event));
    Event stale = version(again(2, "second"), "77");
    assertThat(answer(sink.patch(stale, EventPatch.ofCount(stale))).count()).isEqualTo(2);
  }

  @Test
  void writes_that_a_store_never_accepts_are_REJECTED() {
    refused(Kind.REJECTED, () -> answer(sink.create(event.toBuilder().name("").build())));
    refused(Kind.REJECTED, () -> answer(sink.create(version(event, "1"))));
    answer(sink.create(event));
    Event unspeakable = event.toBuilder().lastTimestamp(Instant.MAX).build();
    refused(Kind.REJECTED, () -> answer(sink.patch(unspeakable, EventPatch.ofCount(unspeakable))));
  }

  @Test
  void writes_lists_all_writes_in_order_and_count_counts_the_stored_ones() {
    answer(sink.create(event));
    refused(Kind.ALREADY_EXISTS, () -> answer(sink.create(event)));
    answer(sink.update(event));
    answer(sink.patch(event, EventPatch.ofState(event)));
    assertThat(sink.writes())
        .extracting(InMemoryEventSink.Write::operation)
        .containsExactly(Operation.CREATE, Operation.CREATE, Operation.UPDATE, Operation.PATCH);
    assertThat(sink.writes())
        .extracting(InMemoryEventSink.Write::stored)
        .containsExactly(true, false, true, true);
    assertThat(sink.writes()).allMatch(write -> write.event().equals(event));
    assertThat(sink.count(Operation.CREATE)).isEqualTo(1);
    assertThat(sink.count(Operation.PATCH)).isEqualTo(1);
  }

  @Test
  void a_removed_event_is_like_an_expired_one() {
    answer(sink.create(event));
    assertThat(sink.remove("default", event.name())).isTrue();
    assertThat(sink.remove("default", event.name())).isFalse();
    refused(Kind.NOT_FOUND, () -> answer(sink.patch(event, EventPatch.ofState(event))));
    assertThat(answer(sink.create(event)).resourceVersion()).isEqualTo("2");
  }

  @Test
  void clear_removes_events_and_writes_but_not_the_version() {
    answer(sink.create(event));
    sink.clear();
    assertThat(sink.events()).isEmpty();
    assertThat(sink.writes()).isEmpty();
    assertThat(answer(sink.create(event)).resourceVersion()).isEqualTo("2");
  }

  @Test
  void after_close_nothing_is_stored() {
    sink.close(Duration.ZERO);
    assertThat(sink.isClosed()).isTrue();
    refused(Kind.RETRYABLE, () -> answer(sink.create(event)));
    assertThat(sink.events()).isEmpty();
  }

  private Event again(int count, String message) {
    return event.toBuilder()
        .count(count)
        .message(message)
        .lastTimestamp(Instant.parse("2026-01-01T00:00:07.9Z"))
        .build();
  }

  private static Event version(Event event, String version) {
    return event.toBuilder().resourceVersion(version).build();
  }

  private static void refused(Kind kind, ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            SinkException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private static Event answer(CompletionStage<@Nullable Event> stage) {
    Event stored = stage.toCompletableFuture().join();
    assertThat(stored).isNotNull();
    return stored;
  }
}
