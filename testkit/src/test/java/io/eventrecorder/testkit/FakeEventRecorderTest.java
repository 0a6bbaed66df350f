package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.InvalidEventException;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.ObjectReference;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FakeEventRecorderTest {
  private record Order(String region, int number) {}

  private static final ObjectReference POD = ObjectReference.of("Pod", "default", "web-0");

  private final FakeEventRecorder recorder = new FakeEventRecorder();

  @Test
  void a_recorded_event_is_available_at_once_and_is_like_one_in_production() {
    recorder.warning(POD, "BackOff", "restarting %s", "app");
    assertThat(recorder.events())
        .containsExactly(
            Event.builder()
                .name("web-0.18867251edfa0000")
                .namespace("default")
                .regarding(POD)
                .type("Warning")
                .reason("BackOff")
                .message("restarting app")
                .source(new EventSource("test", "localhost"))
                .reportingController("test")
                .reportingInstance("localhost")
                .count(1)
                .firstTimestamp(ManualClock.START)
                .lastTimestamp(ManualClock.START)
                .build());
  }

  @Test
  void repeats_are_kept_in_order_and_not_merged() {
    recorder.normal(POD, "Pulled", "1");
    recorder.normal(POD, "Pulled", "1");
    recorder.normal(POD, "Started", "2");
    assertThat(recorder.events())
        .extracting(Event::reason)
        .containsExactly("Pulled", "Pulled", "Started");
    recorder.clear();
    assertThat(recorder.events()).isEmpty();
  }

  @Test
  void invalid_events_throw() {
    refused(Problem.TYPE, () -> recorder.event(POD, "Catastrophe", "Reason", "message"));
    refused(Problem.REASON, () -> recorder.event(POD, EventType.NORMAL, "", "message"));
    refused(Problem.MESSAGE, () -> recorder.normal(POD, "Reason", "%d", "no number"));
    refused(Problem.REFERENCE, () -> recorder.normal(new Order("eu", 1), "Reason", "message"));
    assertThat(recorder.events()).isEmpty();
  }

  @Test
  void the_builder_sets_clock_source_namespace_and_resolvers() {
    ManualClock clock = new ManualClock();
    FakeEventRecorder own =
        FakeEventRecorder.builder()
            .clock(clock)
            .source("shop", "host-1")
            .defaultNamespace("shop")
            .resolver(Order.class, order -> order(order.region() + "-" + order.number()))
            .build();
    clock.advance(Duration.ofHours(1));
    own.normal(new Order("eu", 4711), "Paid", "in full");
    Event event = own.events().get(0);
    assertThat(event.regarding()).isEqualTo(order("eu-4711"));
    assertThat(event.namespace()).isEqualTo("shop");
    assertThat(event.source()).isEqualTo(new EventSource("shop", "host-1"));
    assertThat(event.lastTimestamp()).isEqualTo(ManualClock.START.plusSeconds(3600));
  }

  @Test
  void the_first_resolver_that_knows_the_object_wins_and_the_class_path_comes_last() {
    FakeEventRecorder own =
        FakeEventRecorder.builder()
            .resolver(object -> Optional.empty())
            .resolver(object -> Optional.of(order("first")))
            .resolver(object -> Optional.of(order("second")))
            .build();
    own.normal(URI.create("found"), "Reason", "message");
    recorder.normal(URI.create("found"), "Reason", "message");
    assertThat(own.events().get(0).regarding().name()).isEqualTo("first");
    assertThat(recorder.events().get(0).regarding().name()).isEqualTo("found");
  }

  private static ObjectReference order(String name) {
    return ObjectReference.of("Order", "", name);
  }

  private static void refused(Problem problem, ThrowingCallable recording) {
    assertThatThrownBy(recording)
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            failure -> assertThat(failure.problem()).isEqualTo(problem));
  }
}
