package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A correlator with a store that answers at once. It can continue in another correlator. */
final class Life {
  /** What a step does. */
  enum What {
    HAPPENS,
    STATE,
    DUE,
    DRAIN,
    EXPIRE,
    SET
  }

  /** One step, after a pause. */
  record Step(
      What what, int pauseMillis, int pod, int message, int scope, int occurrences, int answer) {}

  /** Gives names in their order, also in the next correlator. */
  private static final class Names implements EventNames {
    int last;

    @Override
    public String next(String objectName) {
      return objectName + ".agg-" + ++last;
    }
  }

  final ManualClock clock;
  final AggregatingCorrelator correlator;
  private final CorrelatorOptions options;
  private final Names names = new Names();
  private int events;

  Life(CorrelatorOptions options) {
    this(options, new ManualClock());
  }

  private Life(CorrelatorOptions options, ManualClock clock) {
    this.options = options;
    this.clock = clock;
    this.correlator = AggregatingCorrelator.create(options, clock, names);
  }

  /** A new correlator with this memory, at the same time. */
  Life continued(Parts parts) {
    Life copy = new Life(options, clockAt(clock));
    copy.names.last = names.last;
    copy.events = events;
    parts.restore(copy.correlator);
    return copy;
  }

  private static ManualClock clockAt(ManualClock other) {
    ManualClock clock = new ManualClock();
    clock.advance(Duration.ofNanos(other.nanoTime() - clock.nanoTime()));
    return clock;
  }

  /** Does a step; the writes are not answered. */
  List<Correlation> play(Step step) {
    clock.advance(Duration.ofMillis(step.pauseMillis));
    return switch (step.what) {
      case HAPPENS -> List.of(correlator.correlate(event(step), arrival(step)));
      case STATE -> List.of(correlator.correlate(state(step), arrival(step)));
      case DUE -> correlator.due();
      case DRAIN -> correlator.drain();
      case EXPIRE -> {
        correlator.expire(step.message);
        yield List.of();
      }
      case SET -> {
        correlator.updateState(event(step).toBuilder().count(step.occurrences).build());
        yield List.of();
      }
    };
  }

  /** Does a step, and returns what one can see: writes, and what the correlator says of itself. */
  List<String> step(Step step) {
    return step(step, () -> {});
  }

  /** As {@link #step(Step)}; the action comes between the writes and their answers. */
  List<String> step(Step step, Runnable unanswered) {
    List<Correlation> writes = play(step);
    unanswered.run();
    List<String> seen = new ArrayList<>();
    for (Correlation write : writes) {
      if (write.kind() == Kind.SUPPRESS) {
        seen.add("suppressed");
      } else {
        seen.add(text(write));
        answer(write, step.answer);
      }
    }
    Map<String, Long> gauges = new TreeMap<>(correlator.gauges());
    gauges.keySet().removeIf(name -> name.startsWith("states-"));
    seen.add(
        gauges + " unwritten " + correlator.unwritten() + " next " + correlator.nextDueNanos());
    return seen;
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

  private void answer(Correlation write, int answer) {
    switch (answer) {
      case 0 -> correlator.notRecorded(write, NotRecorded.REJECTED);
      case 1 -> correlator.notRecorded(write, NotRecorded.OUT_OF_BUDGET);
      case 2 -> correlator.notUpdated(write, NotRecorded.REJECTED, write.event());
      case 3 ->
          correlator.recorded(
              write,
              write.event().toBuilder()
                  .resourceVersion("" + events)
                  .count(write.event().count() + 2)
                  .build());
      default -> correlator.recorded(write, write.event());
    }
  }

  private static Arrival arrival(Step step) {
    return new Arrival(step.scope == 0 ? "" : "cluster-" + step.scope, step.occurrences);
  }

  private Event event(Step step) {
    Instant at = clock.instant().minusSeconds(step.occurrences);
    String pod = "pod-" + step.pod;
    return Event.builder()
        .name(pod + "." + ++events)
        .namespace("default")
        .regarding(
            ObjectReference.builder()
                .kind("Pod")
                .name(pod)
                .fieldPath(step.message % 6 == 0 ? "spec.containers{a}" : "")
                .build())
        .type(step.message % 2 == 0 ? EventType.WARNING : EventType.NORMAL)
        .reason("Reason" + step.message % 3)
        .message("message " + step.message)
        .labels(Map.of("step", "" + events))
        .source(new EventSource("kubelet", "node-1"))
        .reportingController("kubelet")
        .reportingInstance("node-1")
        .count(1)
        .firstTimestamp(at)
        .lastTimestamp(at)
        .build();
  }

  private Event state(Step step) {
    return event(step).toBuilder()
        .name("state-" + step.pod)
        .uid("uid-" + step.pod + "-" + step.message % 2)
        .count(step.occurrences + step.message)
        .fromElsewhere(true)
        .build();
  }
}
