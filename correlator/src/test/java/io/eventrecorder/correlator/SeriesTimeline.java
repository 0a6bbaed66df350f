package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A series correlator on a manual clock, and events as a recorder makes them. */
final class SeriesTimeline {
  final ManualClock clock = new ManualClock();
  final SeriesCorrelator correlator;
  private final EventNames names = EventNames.of(clock);

  SeriesTimeline() {
    this(SeriesOptions.defaults());
  }

  SeriesTimeline(SeriesOptions options) {
    correlator = SeriesCorrelator.create(options, clock, names);
  }

  /** Makes an event as a recorder does, at the time of the clock. */
  Event event(String pod, String message) {
    return Event.builder()
        .name(names.next(pod))
        .namespace("default")
        .regarding(
            ObjectReference.builder()
                .apiVersion("v1")
                .kind("Pod")
                .namespace("default")
                .name(pod)
                .uid("uid-of-" + pod)
                .build())
        .type(EventType.WARNING)
        .reason("BackOff")
        .action("Restarting")
        .message(message)
        .source(new EventSource("kubelet", "node-1"))
        .reportingController("kubelet")
        .reportingInstance("node-1")
        .count(1)
        .firstTimestamp(clock.instant())
        .lastTimestamp(clock.instant())
        .build();
  }

  Correlation happens(String pod) {
    return happens(event(pod, "back-off"));
  }

  Correlation happens(Event event) {
    return correlator.correlate(event);
  }

  /** Adds occurrences, stores each write, and returns the last answer. */
  Correlation happens(String pod, int times) {
    Correlation last = Correlation.suppress();
    for (int i = 0; i < times; i++) {
      last = happens(pod);
      if (last.kind() != Kind.SUPPRESS) {
        stored(last);
      }
    }
    return last;
  }

  void passes(Duration span) {
    clock.advance(span);
  }

  void minutesPass(long minutes) {
    passes(Duration.ofMinutes(minutes));
  }

  List<Correlation> due() {
    return correlator.due();
  }

  /** The only write that is due. */
  Correlation onlyDue() {
    List<Correlation> due = due();
    assertThat(due).hasSize(1);
    return due.get(0);
  }

  /** The sink stores a write unchanged. */
  void stored(Correlation written) {
    stored(written, written.event());
  }

  void stored(Correlation written, Event stored) {
    correlator.recorded(written, stored);
  }

  long gauge(String name) {
    return Objects.requireNonNull(correlator.gauges().get(name), name);
  }

  static void assertSuppressed(Correlation correlation) {
    assertThat(correlation.kind()).isEqualTo(Kind.SUPPRESS);
  }

  /** A single event. */
  static void assertCreates(Correlation correlation) {
    assertThat(correlation.kind()).isEqualTo(Kind.CREATE);
    assertThat(correlation.event().series()).isNull();
  }

  /** An event with the whole count. */
  static void assertCreates(Correlation correlation, int count) {
    assertThat(correlation.kind()).isEqualTo(Kind.CREATE);
    assertCount(correlation, count);
  }

  static void assertPatches(Correlation correlation, int count) {
    assertThat(correlation.kind()).isEqualTo(Kind.PATCH);
    assertCount(correlation, count);
  }

  static String patch(Correlation correlation) {
    return EventJson.mergePatch(Objects.requireNonNull(correlation.patch(), "no patch"));
  }

  private static void assertCount(Correlation correlation, int count) {
    Event event = correlation.event();
    EventSeries series = Objects.requireNonNull(event.series(), "no series");
    assertThat(series.count()).isEqualTo(count);
    assertThat(event.count()).isEqualTo(count);
    assertThat(event.lastTimestamp()).isEqualTo(series.lastObservedTime());
    assertThat(patch(correlation)).startsWith("{\"series\":{\"count\":" + count + ",");
    assertThat(correlation.absolute()).isTrue();
  }
}
