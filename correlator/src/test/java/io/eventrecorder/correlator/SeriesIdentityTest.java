package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.SeriesTimeline.assertCreates;
import static io.eventrecorder.correlator.SeriesTimeline.assertPatches;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What two events must have in common to be the same. */
class SeriesIdentityTest {
  private static final ObjectReference NODE =
      ObjectReference.builder().kind("Node").name("node-1").build();

  private final SeriesTimeline timeline = new SeriesTimeline();
  private final Event event = timeline.event("web-0", "back-off").toBuilder().related(NODE).build();

  static Stream<Arguments> fields() {
    return Stream.of(
        field("namespace", event -> event.toBuilder().namespace("x").build()),
        field("type", event -> event.toBuilder().type("Normal").build()),
        field("action", event -> event.toBuilder().action("x").build()),
        field("reason", event -> event.toBuilder().reason("x").build()),
        field("controller", event -> event.toBuilder().reportingController("x").build()),
        field("instance", event -> event.toBuilder().reportingInstance("x").build()),
        field("apiVersion", event -> regarding(event, object -> object.apiVersion("x"))),
        field("kind", event -> regarding(event, object -> object.kind("x"))),
        field("object's namespace", event -> regarding(event, object -> object.namespace("x"))),
        field("name", event -> regarding(event, object -> object.name("x"))),
        field("uid", event -> regarding(event, object -> object.uid("x"))),
        field("fieldPath", event -> regarding(event, object -> object.fieldPath("x"))),
        field("related apiVersion", event -> related(event, object -> object.apiVersion("x"))),
        field("related kind", event -> related(event, object -> object.kind("x"))),
        field("related namespace", event -> related(event, object -> object.namespace("x"))),
        field("related name", event -> related(event, object -> object.name("x"))),
        field("related uid", event -> related(event, object -> object.uid("x"))),
        field("related fieldPath", event -> related(event, object -> object.fieldPath("x"))),
        field("no related", event -> event.toBuilder().related(null).build()));
  }

  static Stream<Arguments> otherFields() {
    return Stream.of(
        field("message", event -> event.toBuilder().message("x").build()),
        field("name", event -> event.toBuilder().name("x").build()),
        field("labels", event -> event.toBuilder().labels(Map.of("x", "x")).build()),
        field("annotations", event -> event.toBuilder().annotations(Map.of("x", "x")).build()),
        field("source", event -> event.toBuilder().source(new EventSource("x", "x")).build()),
        field("version", event -> regarding(event, object -> object.resourceVersion("x"))),
        field("related version", event -> related(event, object -> object.resourceVersion("x"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void an_event_that_differs_in_a_field_of_the_identity_is_another(
      String name, UnaryOperator<Event> difference) {
    timeline.happens(event);
    assertCreates(timeline.happens(difference.apply(event)));
    assertPatches(timeline.happens(event), 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherFields")
  void an_event_that_differs_in_other_fields_is_the_same(
      String name, UnaryOperator<Event> difference) {
    timeline.happens(event);
    assertPatches(timeline.happens(difference.apply(event)), 2);
  }

  @Test
  void an_event_without_reporting_fields_is_reported_by_its_source() {
    Event old = event.toBuilder().reportingController("").reportingInstance("").build();
    timeline.happens(old.toBuilder().source(new EventSource("kubelet", "node-1")).build());
    assertPatches(timeline.happens(event), 2);
    assertCreates(
        timeline.happens(old.toBuilder().source(new EventSource("kubelet", "node-2")).build()));
    assertCreates(
        timeline.happens(old.toBuilder().source(new EventSource("cni", "node-1")).build()));
  }

  @Provide
  static Arbitrary<Event> events() {
    Arbitrary<String> texts = Arbitraries.of("", "a", "aa", "b", "a\0", "\0");
    return Combinators.combine(texts, texts, texts, texts, texts)
        .as(
            (type, action, reason, name, fieldPath) ->
                Event.builder()
                    .name("n")
                    .type(type)
                    .action(action)
                    .reason(reason)
                    .regarding(ObjectReference.builder().name(name).fieldPath(fieldPath).build())
                    .build());
  }

  @Property
  void different_fields_never_collide(
      @ForAll("events") Event one, @ForAll("events") Event another) {
    SeriesTimeline fresh = new SeriesTimeline();
    fresh.happens(one);
    fresh.happens(another);
    assertThat(fresh.gauge("observations")).isEqualTo(one.equals(another) ? 1 : 2);
  }

  @Test
  void by_message_every_message_is_an_event() {
    SeriesTimeline byMessage = by(Identity.MESSAGE);
    byMessage.happens(byMessage.event("web-0", "a"));
    assertCreates(byMessage.happens(byMessage.event("web-0", "b")));
    assertPatches(byMessage.happens(byMessage.event("web-0", "b")), 2);
  }

  @Test
  void by_normalized_message_numbers_and_names_do_not_count() {
    SeriesTimeline normalized = by(Identity.NORMALIZED_MESSAGE);
    normalized.happens(normalized.event("web-0", "took 5 ms"));
    assertPatches(normalized.happens(normalized.event("web-0", "took 17 ms")), 2);
    assertCreates(normalized.happens(normalized.event("web-0", "timed out")));
  }

  @Test
  void a_function_chooses_the_text() {
    SeriesTimeline byLength = by(event -> "" + event.message().length());
    byLength.happens(byLength.event("web-0", "abc"));
    assertPatches(byLength.happens(byLength.event("web-0", "xyz")), 2);
    assertCreates(byLength.happens(byLength.event("web-0", "x")));
    assertCreates(byLength.happens(byLength.event("web-1", "xyz")));
  }

  @Test
  void a_function_that_throws_or_returns_null_leaves_the_built_in_identity_and_is_counted() {
    SeriesTimeline failing =
        by(
            event -> {
              if (event.message().isEmpty()) {
                throw new IllegalStateException("no message");
              }
              return event.message().equals("null") ? null : event.message();
            });
    failing.happens(failing.event("web-0", ""));
    assertPatches(failing.happens(failing.event("web-0", "null")), 2);
    assertCreates(failing.happens(failing.event("web-0", "m")));
    assertThat(failing.gauge("function-failures")).isEqualTo(2);
  }

  @Test
  void the_key_of_an_event_wins() {
    SeriesTimeline byMessage = by(Identity.MESSAGE);
    Event keyed = byMessage.event("web-0", "m").toBuilder().key("k1").build();
    byMessage.happens(byMessage.event("web-0", "m"));
    assertCreates(byMessage.happens(keyed));
    assertPatches(byMessage.happens(keyed.toBuilder().message("other").build()), 2);
    assertCreates(byMessage.happens(keyed.toBuilder().key("k2").build()));
    assertCreates(byMessage.happens(keyed.toBuilder().key("m").build()));
  }

  @Test
  void every_write_carries_its_identity_as_key_unless_the_fields_are_the_identity() {
    assertThat(timeline.happens(event).event().key()).isEmpty();
    assertThat(timeline.happens(event).event().key()).isEmpty();
    SeriesTimeline normalized = by(Identity.NORMALIZED_MESSAGE);
    for (int i = 0; i < 2; i++) {
      assertThat(normalized.happens(normalized.event("web-0", "took " + i + " ms")).event().key())
          .isEqualTo("identity:took # ms");
    }
    Event own = event.toBuilder().key("took").build();
    assertThat(normalized.happens(own).event().key()).isEqualTo("took");
    normalized.correlator.notRecorded(normalized.happens(own), NotRecorded.REJECTED);
    assertThat(normalized.happens(own).event().key()).isEqualTo("took");
  }

  private static SeriesTimeline by(Identity identity) {
    return new SeriesTimeline(SeriesOptions.builder().identity(identity).build());
  }

  private static SeriesTimeline by(Function<Event, String> function) {
    return new SeriesTimeline(SeriesOptions.builder().identityFunction(function).build());
  }

  private static Arguments field(String name, UnaryOperator<Event> difference) {
    return Arguments.of(name, difference);
  }

  private static Event regarding(Event event, UnaryOperator<ObjectReference.Builder> change) {
    return event.toBuilder().regarding(change.apply(event.regarding().toBuilder()).build()).build();
  }

  private static Event related(Event event, UnaryOperator<ObjectReference.Builder> change) {
    return event.toBuilder().related(change.apply(NODE.toBuilder()).build()).build();
  }
}
