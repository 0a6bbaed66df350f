package io.eventrecorder.testkit;

import static io.eventrecorder.testkit.EventAssertions.assertThat;
import static io.eventrecorder.testkit.EventMatcher.anyEvent;
import static io.eventrecorder.testkit.EventMatcher.normal;
import static io.eventrecorder.testkit.EventMatcher.warning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.ObjectReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventAssertionsTest {
  private record Pod(String name) {}

  private final FakeEventRecorder recorder =
      FakeEventRecorder.builder()
          .resolver(Pod.class, p -> ObjectReference.of("Pod", "default", p.name()))
          .build();
  private final Pod pod = new Pod("web-0");
  private final Pod other = new Pod("web-1");

  private void recordOne() {
    recorder
        .warning("BackOff")
        .regarding(pod)
        .related(other)
        .action("Restarting")
        .key("k")
        .label("team", "payments")
        .annotation("trace", "42")
        .message("quota %d%% used", 93)
        .record();
  }

  @Test
  void recorded_finds_an_event_by_all_given_fields() {
    recordOne();
    assertThat(recorder)
        .recorded(warning("BackOff").regarding(pod).messageContaining("quota"))
        .recorded(
            anyEvent()
                .regarding(ObjectReference.of("Pod", "default", "web-0"))
                .related(other)
                .action("Restarting")
                .message("quota 93% used")
                .label("team", "payments")
                .annotation("trace", "42")
                .key("k"));
  }

  @Test
  void an_event_must_match_each_given_field() {
    recordOne();
    for (EventMatcher wrong :
        List.of(
            normal("BackOff"),
            warning("Failed"),
            warning("BackOff").regarding(other),
            warning("BackOff").regarding(ObjectReference.of("Pod", "default", "web")),
            warning("BackOff").related(pod),
            warning("BackOff").action("Other"),
            warning("BackOff").message("quota"),
            warning("BackOff").messageContaining("Quota"),
            warning("BackOff").label("team", "other"),
            warning("BackOff").label("other", "payments"),
            warning("BackOff").annotation("trace", "43"),
            warning("BackOff").key(""))) {
      assertThat(recorder).didNotRecord(wrong);
      assertThatThrownBy(() -> assertThat(recorder).recorded(wrong))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void only_the_given_fields_of_a_reference_are_compared() {
    ObjectReference known =
        ObjectReference.builder().kind("Pod").name("web-0").uid("u").fieldPath("spec").build();
    recorder.normal(known, "Pulled", "message");
    assertThat(recorder)
        .recorded(anyEvent().regarding(ObjectReference.of("Pod", "", "web-0")))
        .didNotRecord(anyEvent().regarding(known.toBuilder().uid("v").build()))
        .didNotRecord(anyEvent().regarding(known.toBuilder().fieldPath("status").build()));
  }

  @Test
  void recordedExactly_counts() {
    recordOne();
    recordOne();
    assertThat(recorder).recordedExactly(2, warning("BackOff")).recordedExactly(0, normal("X"));
    assertThatThrownBy(() -> assertThat(recorder).recordedExactly(1, warning("BackOff")))
        .hasMessageStartingWith(
            "expected 1 × Warning BackOff, but there were 2\nthe recorded events");
  }

  @Test
  void recordedNothing_and_didNotRecord_fail_if_an_event_was_recorded() {
    assertThat(recorder).recordedNothing().didNotRecord(anyEvent());
    recordOne();
    assertThatThrownBy(() -> assertThat(recorder).recordedNothing())
        .hasMessageStartingWith("expected no event\nthe recorded events");
    assertThatThrownBy(() -> assertThat(recorder).didNotRecord(anyEvent()))
        .hasMessageStartingWith(
            "expected no event: any event, but there were 1\nthe recorded events");
  }

  @Test
  void a_failure_shows_the_expected_event_and_lists_the_recorded_ones() {
    recordOne();
    recorder.normal(other, "Pulled", "two\nlines");
    assertThatThrownBy(
            () -> assertThat(recorder).recorded(warning("Failed").messageContaining("quota")))
        .hasMessage(
            """
            expected an event: Warning Failed, message containing "quota"
            the recorded events, in order:
              Warning BackOff regarding Pod/default/web-0, related Pod/default/web-1, action \
            "Restarting", message "quota 93% used", label team=payments, annotation trace=42, \
            key "k"
              Normal Pulled regarding Pod/default/web-1, message "two\\nlines\"""");
  }

  @Test
  void a_failure_says_that_no_event_was_recorded() {
    assertThatThrownBy(() -> assertThat(recorder).recorded(warning("BackOff").regarding(pod)))
        .hasMessage(
            "expected an event: Warning BackOff, regarding Pod[name=web-0]\nno event was recorded");
  }

  @Test
  void an_object_that_no_resolver_knows_is_an_error_with_a_remedy() {
    recordOne();
    assertThatThrownBy(() -> assertThat(recorder).didNotRecord(anyEvent().regarding(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Integer")
        .hasMessageContaining("FakeEventRecorder.builder().resolver(");
  }

  @Test
  void the_static_imports_do_not_hide_assertj() {
    assertThat(pod.toString()).isEqualTo("Pod[name=web-0]");
    assertThat(recorder.events()).isEmpty();
  }
}
