package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.Timeline.assertCreates;
import static io.eventrecorder.correlator.Timeline.assertSuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 3: rate-limit. */
class RateLimitRulesTest {
  private final Timeline timeline = new Timeline();

  @Test
  void an_object_writes_25_times_and_then_once_in_300_seconds() {
    useUpTheBurst();
    assertSuppressed(timeline.happens("web-0", "reason-0", "m"));
    timeline.passes(Duration.ofMillis(299_999));
    assertSuppressed(timeline.happens("web-0", "reason-0", "m"));
    timeline.passes(Duration.ofMillis(1));
    assertCreates(timeline.happens("web-0", "another", "m"), 1);
    assertSuppressed(timeline.happens("web-0", "another", "m"));
  }

  @Test
  void refills_follow_the_monotonic_clock_not_the_wall() {
    useUpTheBurst();
    timeline.clock.setWall(ManualClock.START.plus(Duration.ofDays(365)));
    assertSuppressed(timeline.happens("web-0", "another", "m"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Warning", "warning", "WARN", "Error", "critical"})
  void warnings_and_worse_have_the_limit_of_warnings(String type) {
    Timeline rich = new Timeline(Timeline.budget(1, 1).warningBurst(2).build());
    for (int i = 0; i < 2; i++) {
      assertCreates(rich.happens(rich.event("web-0", "m" + i).toBuilder().type(type).build()), 1);
    }
    assertSuppressed(rich.happens(rich.event("web-0", "m").toBuilder().type(type).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Normal", "normal", "Info", ""})
  void events_below_a_warning_have_the_limit_of_all_events(String type) {
    Timeline rich = new Timeline(Timeline.budget(1, 1).warningBurst(2).build());
    assertCreates(rich.happens(rich.event("web-0", "m0").toBuilder().type(type).build()), 1);
    assertSuppressed(rich.happens(rich.event("web-0", "m1").toBuilder().type(type).build()));
  }

  @ParameterizedTest
  @MethodSource("otherBuckets")
  void an_event_that_differs_in_a_field_of_the_rate_limit_key_has_a_bucket_of_its_own(
      UnaryOperator<Event> change) {
    useUpTheBurst();
    assertCreates(timeline.happens(change.apply(timeline.event("web-0", "other"))), 1);
  }

  static List<UnaryOperator<Event>> otherBuckets() {
    return List.of(
        e -> e.toBuilder().source(new EventSource("other", "node-1")).build(),
        e -> e.toBuilder().source(new EventSource("kubelet", "other")).build(),
        e -> regarding(e, e.regarding().toBuilder().kind("Node")),
        e -> regarding(e, e.regarding().toBuilder().namespace("other")),
        e -> regarding(e, e.regarding().toBuilder().name("other")),
        e -> regarding(e, e.regarding().toBuilder().uid("other")),
        e -> regarding(e, e.regarding().toBuilder().apiVersion("v2")),
        e -> e.toBuilder().type("Normal").build());
  }

  @ParameterizedTest
  @MethodSource("sameBucket")
  void other_fields_share_the_bucket(UnaryOperator<Event> change) {
    useUpTheBurst();
    assertSuppressed(timeline.happens(change.apply(timeline.event("web-0", "other"))));
  }

  static List<UnaryOperator<Event>> sameBucket() {
    return List.of(
        e -> regarding(e, e.regarding().toBuilder().fieldPath("other")),
        e -> regarding(e, e.regarding().toBuilder().resourceVersion("other")),
        e -> e.toBuilder().reason("Other").build(),
        e -> e.toBuilder().reportingController("other").build(),
        e -> e.toBuilder().message("other").build());
  }

  private void useUpTheBurst() {
    for (int i = 0; i < 25; i++) {
      assertCreates(timeline.happens("web-0", "reason-" + i, "m"), 1);
    }
  }

  private static Event regarding(Event event, ObjectReference.Builder regarding) {
    return event.toBuilder().regarding(regarding.build()).build();
  }

  /**
   * The bucket of this name collides with that of the other object in MurmurHash3 without secret.
   */
  @Test
  void a_name_that_is_chosen_to_collide_does_not_limit_another_object() {
    String name = "xs--------------\u5d18\u90dd\uafc9\u8955\u8ffe\u96ce\u3e92\u7efc";
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      kinds.add(timeline.happens(warning("mallory", name, "m" + i % 5)).kind());
    }
    assertThat(kinds).contains(Kind.SUPPRESS);
    assertThat(timeline.happens(warning("eu", "4711", "four cards in a minute")).kind())
        .isEqualTo(Kind.CREATE);
  }

  private static Event warning(String namespace, String name, String message) {
    return Event.builder()
        .name(name)
        .namespace(namespace)
        .regarding(ObjectReference.of("Order", namespace, name))
        .type("Warning")
        .reason("PaymentFailed")
        .message(message)
        .source(new EventSource("shop", "host-1"))
        .count(1)
        .build();
  }
}
