package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.Timeline.assertCreates;
import static io.eventrecorder.correlator.Timeline.assertPatches;
import static io.eventrecorder.correlator.Timeline.assertSuppressed;
import static io.eventrecorder.correlator.Timeline.budget;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import io.eventrecorder.spi.Correlation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The intended differences from client-go: one test for each row in docs/correlation.md. */
class BetterThanClientGoTest {
  private static final String PREFIX = "(combined from similar events): ";

  @Test
  void fields_of_a_key_are_not_joined_so_different_events_never_collide() {
    Timeline timeline = new Timeline();
    Event ab = timeline.event("ab", "m").toBuilder().reason("c").build();
    timeline.happens(regarding(ab, "a", "bc"));
    assertCreates(timeline.happens(regarding(ab, "ab", "c")), 1);
    assertCreates(timeline.happens(regarding(ab, "", "abc")), 1);
  }

  @Test
  void the_newest_message_leaves_a_full_group() {
    Timeline timeline = new Timeline(budget(1000, 1).maxEvents(3).build());
    for (int round = 1; round <= 3; round++) {
      assertThat(timeline.happens("web-0", "a").event().message()).isEqualTo("a");
      assertThat(timeline.happens("web-0", "b").event().message()).isEqualTo("b");
      assertThat(timeline.happens("web-0", "c").event().message()).isEqualTo(PREFIX + "c");
      assertThat(timeline.happens("web-0", "d").event().message()).isEqualTo(PREFIX + "d");
    }
  }

  @Test
  void an_aggregate_keeps_the_metadata_of_its_first_event() {
    Timeline timeline = new Timeline(budget(1000, 1).maxEvents(1).build());
    Event opener =
        timeline.event("web-0", "a").toBuilder()
            .action("Restarting")
            .related(ObjectReference.of("Node", "", "node-1"))
            .annotations(Map.of("trace", "1"))
            .labels(Map.of("team", "shop"))
            .build();
    timeline.happens(opener);
    Event aggregate = timeline.happens("web-0", "b").event();
    assertThat(aggregate.reportingController()).isEqualTo("kubelet");
    assertThat(aggregate.reportingInstance()).isEqualTo("node-1");
    assertThat(aggregate.action()).isEqualTo("Restarting");
    assertThat(aggregate.related()).isEqualTo(opener.related());
    assertThat(aggregate.annotations()).containsEntry("trace", "1");
    assertThat(aggregate.labels()).containsEntry("team", "shop");
  }

  @Test
  void suppressed_repeats_are_written_later_although_the_event_stops() {
    Timeline timeline = new Timeline(budget(2, 1).build());
    timeline.happens("web-0", "same");
    timeline.happens("web-0", "same");
    assertSuppressed(timeline.happens("web-0", "same"));
    timeline.passes(Duration.ofSeconds(2));
    assertThat(timeline.correlator.due())
        .singleElement()
        .satisfies(write -> assertPatches(write, 3));
  }

  @Nested
  class OneBudgetForEachObjectAndTypeIsNotTheOnlyChoice {
    @Test
    void object_reason_gives_every_reason_a_bucket() {
      Timeline timeline =
          new Timeline(budget(1, 1).rateLimitKey(RateLimitKey.OBJECT_REASON).build());
      assertCreates(timeline.happens("web-0", "r1", "m"), 1);
      assertCreates(timeline.happens("web-0", "r2", "m"), 1);
      assertSuppressed(timeline.happens("web-0", "r2", "other"));
    }

    @Test
    void object_reason_fieldpath_gives_every_part_of_the_object_a_bucket() {
      Timeline timeline =
          new Timeline(budget(1, 1).rateLimitKey(RateLimitKey.OBJECT_REASON_FIELDPATH).build());
      assertCreates(timeline.happens(inContainer(timeline.event("web-0", "m"), "app")), 1);
      assertCreates(timeline.happens(inContainer(timeline.event("web-0", "m"), "proxy")), 1);
      assertSuppressed(timeline.happens(inContainer(timeline.event("web-0", "n"), "proxy")));
    }

    @Test
    void aggregates_of_different_parts_are_limited_apart() {
      Timeline timeline =
          new Timeline(
              budget(1, 1).maxEvents(1).rateLimitKey(RateLimitKey.OBJECT_REASON_FIELDPATH).build());
      assertCreates(timeline.happens(inContainer(timeline.event("web-0", "m"), "app")), 1);
      assertPatches(timeline.happens(inContainer(timeline.event("web-0", "m"), "proxy")), 2);
      assertSuppressed(timeline.happens(inContainer(timeline.event("web-0", "m"), "app")));
    }

    @Test
    void a_function_chooses_the_bucket() {
      Timeline timeline =
          new Timeline(budget(1, 1).rateLimitKeyFunction(e -> e.regarding().kind()).build());
      assertCreates(timeline.happens("web-0", "m"), 1);
      assertSuppressed(timeline.happens("web-1", "m"));
      Event normal = timeline.event("web-1", "m").toBuilder().type("Normal").build();
      assertSuppressed(timeline.happens(normal));
    }

    @Test
    void a_function_that_returns_null_is_replaced_by_the_built_in_key() {
      Timeline timeline =
          new Timeline(
              budget(1, 1)
                  .rateLimitKeyFunction(e -> Map.<String, String>of().get(e.reason()))
                  .build());
      assertCreates(timeline.happens("web-0", "m"), 1);
      assertCreates(timeline.happens("web-1", "m"), 1);
      assertSuppressed(timeline.happens("web-0", "m"));
      assertThat(timeline.correlator.gauges()).containsEntry("function-failures", 3L);
    }

    @Test
    void warnings_may_have_a_budget_of_their_own() {
      Timeline timeline = new Timeline(budget(1, 1).warningBurst(2).warningQps(0.1).build());
      timeline.happens("web-0", "r1", "m");
      assertCreates(timeline.happens("web-0", "r2", "m"), 1);
      assertSuppressed(timeline.happens("web-0", "r3", "m"));
      timeline.passes(Duration.ofMillis(9_999));
      assertSuppressed(timeline.happens("web-0", "r3", "m"));
      timeline.passes(Duration.ofMillis(1));
      assertCreates(timeline.happens("web-0", "r3", "m"), 3);
      Event normal = timeline.event("web-0", "m").toBuilder().type("Normal").build();
      assertCreates(timeline.happens(normal), 1);
      assertSuppressed(timeline.happens(normal));
    }

    @Test
    void warnings_may_be_unlimited() {
      Timeline timeline = new Timeline(budget(1, 1).warningsUnlimited(true).build());
      for (int i = 1; i < 100; i++) {
        assertThat(timeline.happens("web-0", "m").event().count()).isEqualTo(i);
      }
      Event normal = timeline.event("web-0", "m").toBuilder().type("Normal").build();
      timeline.happens(normal);
      assertSuppressed(timeline.happens(normal));
    }

    @Test
    void the_preset_operator_writes_60_times_and_then_once_a_second() {
      Timeline timeline = new Timeline(CorrelatorOptions.operator());
      for (int i = 1; i <= 60; i++) {
        assertThat(timeline.happens("web-0", "m").event().count()).isEqualTo(i);
      }
      assertSuppressed(timeline.happens("web-0", "m"));
      timeline.passes(Duration.ofSeconds(1));
      assertPatches(timeline.happens("web-0", "m"), 62);
    }
  }

  @Nested
  class TheMessageIsNotTheOnlyIdentity {
    @Test
    void with_reason_varying_messages_are_one_event_that_is_not_combined() {
      assertVaryingMessagesAreOneEvent(budget(1000, 1).identity(Identity.REASON).build());
    }

    @Test
    void with_normalized_message_numbers_and_names_do_not_count() {
      Timeline timeline =
          assertVaryingMessagesAreOneEvent(
              budget(1000, 1).identity(Identity.NORMALIZED_MESSAGE).build());
      assertCreates(timeline.happens("web-0", "succeeded"), 1);
    }

    @Test
    void with_a_function_its_text_is_the_identity() {
      assertVaryingMessagesAreOneEvent(
          budget(1000, 1).identityFunction(e -> e.message().substring(0, 7)).build());
    }

    @Test
    void a_function_that_throws_leaves_the_message() {
      Timeline timeline =
          new Timeline(budget(9, 1).identityFunction(e -> e.message().substring(9)).build());
      assertCreates(timeline.happens("web-0", "a"), 1);
      assertCreates(timeline.happens("web-0", "b"), 1);
      assertPatches(timeline.happens("web-0", "b"), 2);
    }

    @Test
    void the_key_of_an_event_wins() {
      Timeline timeline = new Timeline(budget(1000, 1).identity(Identity.REASON).build());
      Event keyed = timeline.event("web-0", "m").toBuilder().key("k1").build();
      timeline.happens("web-0", "m");
      assertCreates(timeline.happens(keyed), 1);
      assertPatches(timeline.happens(keyed.toBuilder().message("other").build()), 2);
      assertCreates(timeline.happens(keyed.toBuilder().key("k2").build()), 1);
    }

    @Test
    void a_key_is_not_the_message_of_the_same_text() {
      Timeline timeline = new Timeline();
      timeline.happens("web-0", "m");
      assertCreates(timeline.happens(timeline.event("web-0", "x").toBuilder().key("m").build()), 1);
    }

    private Timeline assertVaryingMessagesAreOneEvent(CorrelatorOptions options) {
      Timeline timeline = new Timeline(options);
      timeline.happens("web-0", "attempt 1 of \"a\" failed");
      for (int i = 2; i < 40; i++) {
        Correlation write = timeline.happens("web-0", "attempt " + i + " of \"b\" failed");
        assertPatches(write, i);
        assertThat(write.event().message()).isEqualTo("attempt " + i + " of \"b\" failed");
      }
      return timeline;
    }
  }

  @Test
  void aggregates_of_one_clock_tick_have_different_names() {
    Timeline timeline = new Timeline(budget(1000, 1).maxEvents(1).build());
    Set<String> names = new HashSet<>();
    for (String reason : List.of("r1", "r2", "r3")) {
      names.add(timeline.happens("web-0", reason, "m").event().name());
    }
    assertThat(names).hasSize(3);
  }

  private static Event regarding(Event event, String namespace, String name) {
    ObjectReference regarding =
        event.regarding().toBuilder().namespace(namespace).name(name).build();
    return event.toBuilder().regarding(regarding).build();
  }

  private static Event inContainer(Event event, String container) {
    return event.toBuilder()
        .regarding(event.regarding().toBuilder().fieldPath(container).build())
        .build();
  }
}
