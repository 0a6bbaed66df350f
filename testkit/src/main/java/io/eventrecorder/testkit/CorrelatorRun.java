package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.EventNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays a history to a correlator, as a pipeline does, and keeps its answers. It fails at an
 * unusable answer, because the other rules need usable ones.
 */
final class CorrelatorRun {
  private static final Rule NEVER_NULL =
      new Rule(
          "no answer is null and no write lacks its event",
          "return Correlation.suppress(), List.of(), Map.of() or OptionalLong.empty()");
  private static final Rule NEVER_THROWS =
      new Rule(
          "a correlator does not throw",
          "accept any event, and answers that come late, twice or out of order; an event for which"
              + " correlate throws is lost");
  static final Rule FUTURE =
      new Rule(
          "after due() the next due time lies in the future",
          "let due() return all writes that are due now, and nextDueNanos() the time of the next"
              + " one; otherwise a pipeline loops without end");

  final ManualClock clock = new ManualClock();
  private final EventCorrelator correlator;
  private final EventNames names = EventNames.of(clock);
  private final List<Event> occurrences = new ArrayList<>();
  private final List<Correlation> answers = new ArrayList<>();

  CorrelatorRun(BiFunction<ManualClock, EventNames, EventCorrelator> factory) {
    this.correlator = factory.apply(clock, names);
  }

  /** {@return all events that were correlated, in order} */
  List<Event> occurrences() {
    return occurrences;
  }

  /** {@return all answers with suppressions, in order} */
  List<Correlation> answers() {
    return answers;
  }

  /** {@return all writes, in order} */
  List<Correlation> writes() {
    return answers.stream().filter(answer -> answer.kind() != Correlation.Kind.SUPPRESS).toList();
  }

  /** Correlates one occurrence about a pod. */
  Correlation happens(String pod, String message) {
    ObjectReference object =
        ObjectReference.builder()
            .apiVersion("v1")
            .kind("Pod")
            .namespace("default")
            .name(pod)
            .uid("uid-of-" + pod)
            .build();
    return correlate(
        Event.builder()
            .namespace("default")
            .name(names.next(pod))
            .regarding(object)
            .type(EventType.WARNING)
            .reason("BackOff")
            .message(message)
            .source(new EventSource("kubelet", "node-1"))
            .reportingController("kubelet")
            .reportingInstance("node-1")
            .count(1)
            .firstTimestamp(clock.instant())
            .lastTimestamp(clock.instant())
            .build());
  }

  Correlation correlate(Event event) {
    occurrences.add(event);
    Correlation answer = call("correlate(" + event + ")", () -> correlator.correlate(event));
    return kept("correlate(" + event + ")", answer);
  }

  List<Correlation> due() {
    return all("due()", call("due()", correlator::due));
  }

  List<Correlation> drain() {
    return all("drain()", call("drain()", correlator::drain));
  }

  /** Lets time pass, and calls {@code due()} whenever the correlator asks for it. */
  List<Correlation> passes(Duration span) {
    long end = clock.nanoTime() + span.toNanos();
    List<Correlation> all = new ArrayList<>();
    OptionalLong next = nextDue();
    while (next.isPresent() && next.getAsLong() <= end) {
      clock.advance(Duration.ofNanos(Math.max(0, next.getAsLong() - clock.nanoTime())));
      all.addAll(due());
      next = nextDue();
      if (next.isPresent() && next.getAsLong() <= clock.nanoTime()) {
        throw FUTURE.broken(
            "after due() at " + clock.nanoTime() + " ns, nextDueNanos() is " + next.getAsLong());
      }
    }
    clock.advance(Duration.ofNanos(end - clock.nanoTime()));
    return all;
  }

  void recorded(Correlation write) {
    Event event = write.event();
    Event stored = event.toBuilder().resourceVersion("1" + event.count()).build();
    call(
        "recorded(" + write + ")",
        () -> {
          correlator.recorded(write, stored);
          return true;
        });
  }

  void recorded(Collection<Correlation> writes) {
    writes.forEach(this::recorded);
  }

  void notRecorded(Correlation write, NotRecorded why) {
    call(
        "notRecorded(" + write + ", " + why + ")",
        () -> {
          correlator.notRecorded(write, why);
          return true;
        });
  }

  /** Reports that a write was given up and that the store has the event under this name. */
  void notUpdated(Correlation write, NotRecorded why, String name) {
    Event inStore = write.event().toBuilder().name(name).resourceVersion("").build();
    call(
        "notUpdated(" + write + ", " + why + ", " + inStore + ")",
        () -> {
          correlator.notUpdated(write, why, inStore);
          return true;
        });
  }

  OptionalLong nextDue() {
    return call("nextDueNanos()", correlator::nextDueNanos);
  }

  long unwritten() {
    return call("unwritten()", correlator::unwritten);
  }

  void gauges() {
    Map<String, Long> gauges = call("gauges()", correlator::gauges);
    if (gauges.values().stream().anyMatch(Objects::isNull)) {
      throw NEVER_NULL.broken("gauges() returned " + gauges);
    }
  }

  /** {@return the number of occurrences, by count or by series} */
  static int count(Event event) {
    EventSeries series = event.series();
    return Math.max(event.count(), series == null ? 0 : series.count());
  }

  static boolean isWrite(Correlation answer) {
    return answer.kind() != Correlation.Kind.SUPPRESS;
  }

  private List<Correlation> all(String call, List<Correlation> writes) {
    for (Correlation write : writes) {
      if (write != null && !isWrite(write)) {
        throw NEVER_NULL.broken(call + " returned a suppression, which is not a write");
      }
      kept(call, write);
    }
    return writes;
  }

  private Correlation kept(String call, @Nullable Correlation answer) {
    if (answer == null) {
      throw NEVER_NULL.broken(call + " returned null for a correlation");
    }
    answers.add(answer);
    return answer;
  }

  static <T> T call(Object name, Supplier<T> body) {
    T answer;
    try {
      answer = body.get();
    } catch (RuntimeException e) {
      throw NEVER_THROWS.broken(name + " threw " + e, e);
    }
    if (answer == null) {
      throw NEVER_NULL.broken(name + " returned null");
    }
    return answer;
  }
}
