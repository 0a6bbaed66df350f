package io.eventrecorder;

import com.google.common.testing.ClassSanityTester;
import com.google.common.testing.EqualsTester;
import io.eventrecorder.spi.EventPatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EqualityTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  /** One change of each field that counts. */
  private static final List<UnaryOperator<Event.Builder>> CHANGES =
      List.of(
          event -> event.name("n"),
          event -> event.namespace("n"),
          event -> event.uid("n"),
          event -> event.resourceVersion("n"),
          event -> event.labels(Map.of("k", "v")),
          event -> event.annotations(Map.of("k", "v")),
          event ->
              event.ownerReferences(List.of(new OwnerReference("v1", "Pod", "n", "u", null, null))),
          event -> event.regarding(ObjectReference.of("Pod", "", "n")),
          event -> event.related(ObjectReference.empty()),
          event -> event.type("n"),
          event -> event.reason("n"),
          event -> event.action("n"),
          event -> event.message("n"),
          event -> event.source(new EventSource("n", "")),
          event -> event.reportingController("n"),
          event -> event.reportingInstance("n"),
          event -> event.count(1),
          event -> event.firstTimestamp(TIME),
          event -> event.lastTimestamp(TIME),
          event -> event.eventTime(TIME),
          event -> event.series(new EventSeries(2, null)),
          event -> event.unknownFields(Map.of("/k", "1")),
          event -> event.key("n"));

  @Test
  void events_are_equal_if_all_fields_are_and_wherever_they_come_from() {
    EqualsTester equality =
        new EqualsTester()
            .addEqualityGroup(
                Event.builder().build(),
                Event.builder().build().toBuilder().build(),
                Event.builder().fromElsewhere(true).build());
    for (UnaryOperator<Event.Builder> change : CHANGES) {
      Event changed = change.apply(Event.builder()).build();
      equality.addEqualityGroup(
          changed, changed.toBuilder().build(), change.apply(changed.toBuilder()).build());
    }
    equality.testEquals();
  }

  @Test
  void patches_are_equal_if_they_change_the_same_fields_to_the_same_values() {
    Event event = Event.builder().name("a").count(2).lastTimestamp(TIME).message("m").build();
    Event other = event.toBuilder().name("b").build();
    Event series = event.toBuilder().series(new EventSeries(2, TIME)).build();
    new EqualsTester()
        .addEqualityGroup(
            EventPatch.ofCount(event), EventPatch.ofState(other), EventPatch.ofCount(series))
        .addEqualityGroup(EventPatch.ofSeries(series), EventPatch.ofSeries(other).to(series))
        .addEqualityGroup(EventPatch.ofState(series))
        .addEqualityGroup(EventPatch.ofSeries(event))
        .addEqualityGroup(EventPatch.ofCount(event.toBuilder().count(3).build()))
        .addEqualityGroup(EventPatch.ofCount(event.toBuilder().lastTimestamp(null).build()))
        .addEqualityGroup(EventPatch.ofCount(event.toBuilder().message("n").build()))
        .testEquals();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {EventSeries.class, EventSource.class, ObjectReference.class, OwnerReference.class})
  void every_component_of_a_value_counts(Class<?> type) {
    new ClassSanityTester()
        .setDistinctValues(Instant.class, TIME, TIME.plusNanos(1))
        .testEquals(type);
  }
}
