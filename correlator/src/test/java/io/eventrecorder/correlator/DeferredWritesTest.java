package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.Timeline.assertCreates;
import static io.eventrecorder.correlator.Timeline.assertPatches;
import static io.eventrecorder.correlator.Timeline.assertSuppressed;
import static io.eventrecorder.correlator.Timeline.budget;
import static io.eventrecorder.correlator.Timeline.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes without a new event: due and drain. */
class DeferredWritesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Timeline timeline = new Timeline(budget(3, 1).maxEvents(4).build());

  @Test
  void nothing_is_due_while_nothing_was_suppressed() {
    timeline.happens("web-0", "a");
    assertThat(timeline.correlator.due()).isEmpty();
    assertThat(timeline.correlator.nextDueNanos()).isEmpty();
  }

  @Test
  void a_catch_up_leaves_one_token_for_news() {
    suppressRepeatsOf("a", "b", "c");
    timeline.passes(SECOND);
    assertThat(timeline.correlator.due()).isEmpty();
    timeline.passes(SECOND);
    assertThat(messages(timeline.correlator.due())).containsExactly("a");
    assertPatches(timeline.happens("web-0", "c"), 3);
    assertSuppressed(timeline.happens("web-0", "c"));
  }

  @Test
  void the_oldest_is_written_first_and_each_once() {
    suppressRepeatsOf("b", "a", "c");
    assertSuppressed(timeline.happens("web-0", "b"));
    timeline.passes(SECOND.multipliedBy(3));
    List<Correlation> due = timeline.correlator.due();
    assertThat(messages(due)).containsExactly("b", "a");
    assertPatches(due.get(0), 3);
    assertPatches(due.get(1), 2);
    timeline.passes(SECOND);
    assertThat(messages(timeline.correlator.due())).containsExactly("c");
    timeline.passes(SECOND.multipliedBy(9));
    assertThat(timeline.correlator.due()).isEmpty();
    assertThat(timeline.correlator.nextDueNanos()).isEmpty();
  }

  @Test
  void the_oldest_is_first_also_where_objects_differ() {
    for (String pod : List.of("web-1", "web-0")) {
      for (int i = 0; i < 4; i++) {
        timeline.happens(pod, pod);
      }
      timeline.passes(Duration.ofMillis(10));
    }
    timeline.passes(SECOND.multipliedBy(2));
    assertThat(messages(timeline.correlator.due())).containsExactly("web-1", "web-0");
  }

  @Test
  void it_is_due_when_the_bucket_has_two_tokens_and_not_before() {
    suppressRepeatsOf("a", "b", "c");
    assertThat(timeline.correlator.nextDueNanos()).hasValue(SECOND.multipliedBy(2).toNanos());
    timeline.passes(SECOND.multipliedBy(2).minusNanos(1));
    assertThat(timeline.correlator.due()).isEmpty();
    timeline.passes(Duration.ofNanos(1));
    assertThat(timeline.correlator.due()).hasSize(1);
  }

  @Test
  void after_due_the_next_time_lies_in_the_future() {
    suppressRepeatsOf("a", "b", "c");
    timeline.passes(SECOND);
    timeline.happens("web-0", "news");
    timeline.passes(SECOND);
    assertThat(timeline.correlator.nextDueNanos()).hasValue(timeline.clock.nanoTime());
    assertThat(timeline.correlator.due()).isEmpty();
    assertThat(timeline.correlator.nextDueNanos())
        .hasValue(timeline.clock.nanoTime() + SECOND.toNanos());
  }

  @Test
  void a_bucket_of_one_token_spends_it_on_catching_up() {
    Timeline one = new Timeline(budget(1, 1).build());
    one.happens("web-0", "a");
    one.happens("web-0", "a");
    one.passes(SECOND);
    assertThat(one.correlator.due()).singleElement().satisfies(w -> assertPatches(w, 2));
    assertSuppressed(one.happens("web-0", "a"));
  }

  @Test
  void an_event_that_is_written_in_the_meantime_is_not_due_any_more() {
    suppressRepeatsOf("a", "b", "c");
    timeline.passes(SECOND);
    timeline.happens("web-0", "a");
    timeline.passes(SECOND.multipliedBy(2));
    assertThat(messages(timeline.correlator.due())).containsExactly("b");
  }

  @Test
  void a_suppressed_first_occurrence_is_neither_due_nor_drained() {
    suppressRepeatsOf("a", "b", "c");
    assertSuppressed(timeline.happens("web-0", "other reason", "m"));
    assertThat(timeline.correlator.gauges()).containsEntry("waiting", 3L);
    timeline.passes(SECOND.multipliedBy(3));
    assertThat(messages(timeline.correlator.due())).doesNotContain("m");
    assertThat(messages(timeline.correlator.drain())).doesNotContain("m");
    assertThat(timeline.correlator.unwritten()).isEqualTo(7);
    timeline.passes(SECOND);
    assertCreates(timeline.happens("web-0", "other reason", "m"), 2);
  }

  @Test
  void an_aggregate_is_caught_up_with_the_newest_message_and_its_time() {
    Timeline combined = new Timeline(budget(2, 1).maxEvents(1).build());
    combined.happens("web-0", "a");
    combined.happens("web-0", "b");
    combined.passes(Duration.ofMillis(500));
    Instant newest = combined.clock.instant();
    assertSuppressed(combined.happens("web-0", "c"));
    combined.passes(SECOND.multipliedBy(5));
    Correlation due = combined.correlator.due().get(0);
    assertPatches(due, 3);
    assertThat(due.event().message()).isEqualTo("(combined from similar events): c");
    assertThat(due.event().lastTimestamp()).isEqualTo(newest);
  }

  @Test
  void drain_writes_all_missing_counts_and_takes_no_tokens() {
    suppressRepeatsOf("a", "b", "c");
    List<Correlation> drained = timeline.correlator.drain();
    assertThat(messages(drained)).containsExactly("a", "b", "c");
    assertThat(drained).allSatisfy(write -> assertPatches(write, 2));
    assertThat(timeline.correlator.drain()).isEmpty();
    assertThat(timeline.correlator.nextDueNanos()).isEmpty();
    timeline.passes(SECOND);
    assertPatches(timeline.happens("web-0", "a"), 3);
  }

  @Test
  void an_evicted_observation_writes_its_missing_count_even_while_answers_are_outstanding() {
    Timeline small = new Timeline(budget(2, 1).cacheSize(1).build());
    Correlation first = small.happens("web-0", "a");
    small.happens("web-0", "a");
    assertSuppressed(small.happens("web-0", "a"));
    small.happens("web-1", "b");
    assertThat(small.correlator.gauges()).containsEntry("observations", 1L);
    small.stored(first);
    small.passes(SECOND.multipliedBy(2));
    assertThat(small.correlator.due())
        .singleElement()
        .satisfies(
            write -> {
              assertPatches(write, 3);
              assertThat(write.event().name()).isEqualTo(first.event().name());
              small.stored(write);
            });
    assertThat(small.correlator.unwritten()).isOne();
  }

  @Test
  void a_refused_write_of_an_evicted_observation_is_due_once_more() {
    Timeline small = new Timeline(budget(1, 1).cacheSize(1).build());
    Correlation first = small.happens("web-0", "a");
    small.correlator.notRecorded(first, NotRecorded.OUT_OF_BUDGET);
    small.happens("web-1", "b");
    small.passes(SECOND);
    assertThat(small.correlator.due()).singleElement().satisfies(w -> assertCreates(w, 1));
    assertThat(small.correlator.nextDueNanos()).isEmpty();
  }

  @Test
  void the_deferred_writes_of_evicted_observations_are_bounded() {
    Timeline small = new Timeline(budget(1, 1).cacheSize(1).build());
    for (int i = 0; i < 3000; i++) {
      small.happens("web-" + i, "a");
      small.happens("web-" + i, "a");
    }
    assertThat(small.correlator.gauges().get("waiting")).isLessThanOrEqualTo(2048);
    assertThat(small.correlator.unwritten()).isEqualTo(6000);
  }

  @Test
  void unwritten_counts_every_occurrence_that_no_stored_write_includes() {
    Correlation first = timeline.happens("web-0", "a");
    Correlation second = timeline.happens("web-0", "a");
    Correlation third = timeline.happens("web-0", "a");
    assertSuppressed(timeline.happens("web-0", "a"));
    assertThat(timeline.correlator.unwritten()).isEqualTo(4);
    timeline.stored(second);
    assertThat(timeline.correlator.unwritten()).isEqualTo(2);
    timeline.stored(first);
    assertThat(timeline.correlator.unwritten()).isEqualTo(2);
    timeline.correlator.notRecorded(third, NotRecorded.REJECTED);
    assertThat(timeline.correlator.unwritten()).isEqualTo(2);
    timeline.correlator.drain().forEach(timeline::stored);
    assertThat(timeline.correlator.unwritten()).isZero();
  }

  @Test
  void a_create_that_was_refused_is_not_tried_again_at_close() {
    Correlation create = timeline.happens("web-0", "a");
    timeline.correlator.notRecorded(create, NotRecorded.REJECTED);
    assertThat(timeline.correlator.drain()).isEmpty();
    assertThat(timeline.correlator.unwritten()).isOne();
    Correlation next = timeline.happens("web-0", "a");
    assertThat(next.kind()).isEqualTo(Correlation.Kind.CREATE);
    assertThat(next.event().count()).isEqualTo(2);
    timeline.correlator.notRecorded(next, NotRecorded.OUT_OF_BUDGET);
    assertThat(timeline.correlator.drain()).hasSize(1);
  }

  /** Three messages use up the three tokens; then each repeats without one. */
  private void suppressRepeatsOf(String... messages) {
    for (String message : messages) {
      timeline.happens("web-0", message);
    }
    for (String message : messages) {
      assertSuppressed(timeline.happens("web-0", message));
    }
  }
}
