package io.eventrecorder.micrometer;

import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.State;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one pipeline. The meters of a closed pipeline show its last values until they are
 * removed.
 */
final class PipelineMeters {
  private final Meters meters;
  private final Binding binding;
  private final String name;
  private final Set<String> gauges = new HashSet<>();
  private final Set<String> counters = new HashSet<>();
  private volatile PipelineStats last;

  PipelineMeters(Meters meters, Binding binding, PipelineStats first) {
    this.meters = meters;
    this.binding = binding;
    this.name = first.name();
    this.last = first;
    events();
    writes();
    health();
  }

  String name() {
    return name;
  }

  private void events() {
    counter("events.offered", "Events that reached the pipeline", s -> s.events().offered());
    counter("events.dropped", "Events lost because the queue was full", s -> s.events().dropped());
    gauge("events.queued", "Events in the queue", s -> s.events().queued());
    counter("events.filtered", "Events that the filter excluded", s -> s.events().filtered());
    counter(
        "events.correlator.failed",
        "Events lost because the correlator threw an exception",
        s -> s.events().correlatorFailed());
    counter(
        "events.suppressed", "Events that the correlator suppressed", s -> s.events().suppressed());
    counter("events.emitted", "Events that became a write", s -> s.events().emitted());
  }

  private void writes() {
    counter("writes.emitted", "Writes that an event caused", s -> s.writes().emitted());
    counter("writes.originated", "Writes that no event caused", s -> s.writes().originated());
    gauge(
        "writes.waiting", "Writes not yet sent, or waiting for a retry", s -> s.writes().waiting());
    gauge("writes.in.flight", "Writes sent and not yet answered", s -> s.writes().inFlight());
    counter("writes.coalesced", "Writes replaced by a newer state", s -> s.writes().coalesced());
    counter("writes.delivered", "Writes that the sink has stored", s -> s.writes().delivered());
    counter("writes.rejected", "Writes that the sink refused for good", s -> s.writes().rejected());
    counter(
        "writes.failed",
        "Writes given up after too many tries or too much time",
        s -> s.writes().failed());
    counter("writes.abandoned", "Writes not finished at close", s -> s.writes().abandoned());
    gauge("unwritten", "Occurrences that no delivered count includes", PipelineStats::unwritten);
  }

  private void health() {
    counter(
        "bugs", "Unexpected exceptions of correlator, key functions and sink", PipelineStats::bugs);
    gauge("queue.capacity", "Capacity of the queue", s -> s.health().queueCapacity());
    for (State state : State.values()) {
      meters.gauge(
          "eventrecorder.state",
          "1 for the current state of the pipeline, 0 for the others",
          of(s -> s.health().state() == state ? 1 : 0),
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
    meters.time(
        "eventrecorder.oldest.waiting",
        "Time since the oldest waiting write started to wait",
        () -> current().health().oldestWaiting());
    meters.timer(
        "eventrecorder.write.latency", "Time of stored writes", () -> current().health().latency());
    meters.time(
        "eventrecorder.write.latency.max",
        "Longest time of a stored write since the start",
        () -> current().health().latency().max());
  }

  /** Remembers the newest statistics, and adds meters for new names of correlator and sink. */
  void update(PipelineStats stats) {
    last = stats;
    for (String gauge : stats.gauges().keySet()) {
      if (gauges.add(gauge)) {
        meters.gauge(
            "eventrecorder.correlator",
            "Gauges of the correlator, by name",
            named(PipelineStats::gauges, gauge),
            "name",
            gauge);
      }
    }
    for (String counter : stats.counters().keySet()) {
      if (counters.add(counter)) {
        meters.counter(
            "eventrecorder.sink",
            "Counters of the sink, by name",
            named(PipelineStats::counters, counter),
            "name",
            counter);
      }
    }
  }

  /** Removes all meters. {@return true, so that a condition can call it} */
  boolean close() {
    meters.close();
    return true;
  }

  private void counter(String suffix, String text, ToDoubleFunction<PipelineStats> value) {
    meters.counter("eventrecorder." + suffix, text, of(value));
  }

  private void gauge(String suffix, String text, ToDoubleFunction<PipelineStats> value) {
    meters.gauge("eventrecorder." + suffix, text, of(value));
  }

  private Meters.Reading of(ToDoubleFunction<PipelineStats> value) {
    return () -> value.applyAsDouble(current());
  }

  private Meters.Reading named(Function<PipelineStats, Map<String, Long>> values, String name) {
    return of(stats -> values.apply(stats).getOrDefault(name, 0L));
  }

  private PipelineStats current() {
    return binding.refresh().pipelines().getOrDefault(name, last);
  }
}
