package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A series correlator with a store that answers at once. It can continue in another one. */
final class SeriesLife {
  /** What a step does. */
  enum What {
    HAPPENS,
    STATE,
    DUE,
    DRAIN,
    EXPIRE
  }

  /** How the store answers the writes of a step. */
  enum Answer {
    RECORDED,
    RECORDED_WITH_MORE,
    REJECTED,
    GIVEN_UP,
    NOT_UPDATED,
    NONE
  }

  /** One step, after a pause. */
  record Step(
      What what, int pauseSeconds, int pod, int message, int scope, int times, Answer answer) {}

  final ManualClock clock = new ManualClock();
  final SeriesCorrelator correlator;
  private final SeriesOptions options;
  private int events;

  SeriesLife(SeriesOptions options) {
    this.options = options;
    this.correlator = SeriesCorrelator.create(options, clock, EventNames.of(clock));
  }

  /** A new correlator with this memory, at the same time. */
  SeriesLife continued(Parts parts) {
    SeriesLife copy = new SeriesLife(options);
    copy.clock.advance(Duration.ofNanos(clock.nanoTime() - copy.clock.nanoTime()));
    copy.events = events;
    parts.restore(copy.correlator);
    return copy;
  }

  /** What one can see of a step: the writes, and what the correlator says of itself. */
  List<String> step(Step step) {
    clock.advance(Duration.ofSeconds(step.pauseSeconds));
    List<Correlation> writes =
        switch (step.what) {
          case HAPPENS -> List.of(correlator.correlate(event(step), arrival(step)));
          case STATE -> List.of(correlator.correlate(state(step), arrival(step)));
          case DUE -> correlator.due();
          case DRAIN -> correlator.drain();
          case EXPIRE -> {
            correlator.expire(step.message);
            yield List.of();
          }
        };
    List<String> seen = new ArrayList<>();
    for (Correlation write : writes) {
      if (write.kind() == Kind.SUPPRESS) {
        seen.add("suppressed");
      } else {
        seen.add(text(write));
        answer(write, step.answer);
      }
    }
    seen.add(visible());
    return seen;
  }

  /** What the correlator says of itself. */
  String visible() {
    Map<String, Long> gauges = new TreeMap<>(correlator.gauges());
    gauges.keySet().removeIf(name -> name.startsWith("states-"));
    return gauges + " unwritten " + correlator.unwritten() + " next " + correlator.nextDueNanos();
  }

  private String text(Correlation write) {
    return write.kind()
        + " "
        + correlator.scopeOf(write)
        + " "
        + EventJson.write(write.event())
        + write.event().key()
        + (write.patch() == null ? "" : EventJson.mergePatch(write.patch()));
  }

  private void answer(Correlation write, Answer answer) {
    switch (answer) {
      case RECORDED -> correlator.recorded(write, write.event());
      case RECORDED_WITH_MORE ->
          correlator.recorded(
              write,
              write.event().toBuilder()
                  .resourceVersion("" + events)
                  .count(write.event().count() + 2)
                  .build());
      case REJECTED -> correlator.notRecorded(write, NotRecorded.REJECTED);
      case GIVEN_UP -> correlator.notRecorded(write, NotRecorded.OUT_OF_BUDGET);
      case NOT_UPDATED -> correlator.notUpdated(write, NotRecorded.REJECTED, write.event());
      case NONE -> {}
    }
  }

  private static Arrival arrival(Step step) {
    return new Arrival(step.scope == 0 ? "" : "cluster-" + step.scope, step.times);
  }

  private Event event(Step step) {
    SeriesTimeline maker = new SeriesTimeline();
    maker.passes(Duration.ofNanos(clock.nanoTime() - maker.clock.nanoTime()));
    String pod = "pod-" + step.pod;
    return maker.event(pod, "message " + step.message).toBuilder()
        .name(pod + "." + ++events)
        .key(step.message == 0 ? "own" : "")
        .labels(Map.of("step", "" + events))
        .firstTimestamp(clock.instant().minusSeconds(step.message))
        .build();
  }

  private Event state(Step step) {
    return event(step).toBuilder()
        .name("state-" + step.pod)
        .uid("uid-" + step.pod + "-" + step.message % 2)
        .count(step.times + step.message)
        .fromElsewhere(true)
        .build();
  }
}
