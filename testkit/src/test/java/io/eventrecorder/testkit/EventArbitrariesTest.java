package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.Timestamps;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.EventArbitraries.Occurrence;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class EventArbitrariesTest {
  @Provide
  Arbitrary<Event> recorded() {
    return EventArbitraries.recorded();
  }

  @Provide
  Arbitrary<Event> any() {
    return EventArbitraries.any();
  }

  @Provide
  Arbitrary<ObjectReference> references() {
    return EventArbitraries.references();
  }

  @Provide
  Arbitrary<List<Occurrence>> occurrences() {
    return EventArbitraries.occurrences();
  }

  @Property(tries = 200)
  void recorded_events_are_like_those_of_a_recorder(@ForAll("recorded") Event event) {
    assertThat(EventType.isValid(event.type())).isTrue();
    assertThat(event.reason()).isNotEmpty();
    assertThat(event.name()).startsWith(event.regarding().name() + ".");
    assertThat(event.namespace()).isNotEmpty();
    assertThat(event.count()).isEqualTo(1);
    assertThat(event.firstTimestamp()).isNotNull().isEqualTo(event.lastTimestamp());
    assertThat(event.source().component()).isEqualTo(event.reportingController());
    assertThat(event.eventTime()).isNull();
    assertThat(event.series()).isNull();
    assertThat(event.uid() + event.resourceVersion()).isEmpty();
  }

  @Property(tries = 200)
  void references_name_an_object(@ForAll("references") ObjectReference object) {
    assertThat(object.kind()).isNotEmpty();
    assertThat(object.name()).matches("[a-z0-9]{1,20}");
  }

  @Property(tries = 400)
  void any_event_has_writable_times_and_sometimes_rare_fields(@ForAll("any") Event event) {
    for (Instant time :
        Stream.of(event.firstTimestamp(), event.lastTimestamp(), event.eventTime())
            .filter(Objects::nonNull)
            .toList()) {
      assertThat(Timestamps.parse(Timestamps.micros(time))).isBeforeOrEqualTo(time);
    }
    seen("control characters", event.message().chars().anyMatch(c -> c < ' '));
    seen(
        "half a pair", event.message().matches("(?s).*[^\\x{0}-\\x{d7ff}\\x{e000}-\\x{10ffff}].*"));
    seen("no lastTimestamp", event.lastTimestamp() == null);
    seen("a series", event.series() != null);
    seen("unknown members", !event.unknownFields().isEmpty());
    seen("owners", !event.ownerReferences().isEmpty());
    seen("a negative count", event.count() < 0);
  }

  @Property(tries = 200)
  void histories_repeat_and_storm(@ForAll("occurrences") List<Occurrence> history) {
    ManualClock clock = new ManualClock();
    EventNames names = EventNames.of(clock);
    Set<String> seen = new HashSet<>();
    Set<String> messages = new HashSet<>();
    for (Occurrence step : history) {
      clock.advance(step.after());
      Event event = step.now(clock, names);
      assertThat(event.lastTimestamp()).isEqualTo(clock.instant());
      assertThat(seen.add(event.name())).isTrue();
      messages.add(event.message());
    }
    seen("repeats", messages.size() < history.size() / 2);
    seen("a storm", messages.stream().filter(m -> m.startsWith("attempt ")).count() > 3);
  }

  /** Red if it never happens. */
  private static void seen(String what, boolean happens) {
    Statistics.label(what)
        .collect(happens)
        .coverage(coverage -> coverage.check(true).count(count -> count > 0));
  }
}
