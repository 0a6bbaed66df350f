package io.eventrecorder.micrometer;

import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.State;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The meters of one pipeline. A pipeline that is gone shows its last values until they are. */
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
    counter("events.dropped", "Lost because the queue was full", s -> s.events().dropped());
    gauge("events.queued", "Waiting for the pipeline", s -> s.events().queued());
    counter("events.filtered", "Not wanted by the filter", s -> s.events().filtered());
    counter(
        "events.correlator.failed",
        "Lost because the correlator threw",
        s -> s.events().correlatorFailed());
    counter("events.suppressed", "Not written by the correlator", s -> s.events().suppressed());
    counter("events.emitted", "Made into a write", s -> s.events().emitted());
  }

  private void writes() {
    counter("writes.emitted", "Writes made of an event", s -> s.writes().emitted());
    counter("writes.originated", "Writes no event asked for", s -> s.writes().originated());
    gauge("writes.waiting", "Not sent, or to be tried again", s -> s.writes().waiting());
    gauge("writes.in.flight", "Sent, not answered", s -> s.writes().inFlight());
    counter("writes.coalesced", "Replaced by a newer state", s -> s.writes().coalesced());
    counter("writes.delivered", "Stored", s -> s.writes().delivered());
    counter("writes.rejected", "Refused by the sink for good", s -> s.writes().rejected());
    counter("writes.failed", "Given up after tries or time", s -> s.writes().failed());
    counter("writes.abandoned", "Left at close", s -> s.writes().abandoned());
    gauge("unwritten", "Occurrences no delivered count includes", PipelineStats::unwritten);
  }

  private void health() {
    counter("bugs", "Exceptions of correlator, key functions and sink", PipelineStats::bugs);
    gauge("queue.capacity", "Room of the queue", s -> s.health().queueCapacity());
    for (State state : State.values()) {
      meters.gauge(
          "eventrecorder.state",
          "1 for the state that the pipeline is in, 0 for the others",
          of(s -> s.health().state() == state ? 1 : 0),
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
    meters.time(
        "eventrecorder.oldest.waiting",
        "How long the write that waits longest has been waiting",
        () -> current().health().oldestWaiting());
    meters.timer(
        "eventrecorder.write.latency",
        "How long stored writes took",
        () -> current().health().latency());
    meters.time(
        "eventrecorder.write.latency.max",
        "The longest time of a stored write since the start",
        () -> current().health().latency().max());
  }

  /** Takes what was seen last, and adds meters for names of correlator and sink that are new. */
  void update(PipelineStats stats) {
    last = stats;
    for (String gauge : stats.gauges().keySet()) {
      if (gauges.add(gauge)) {
        meters.gauge(
            "eventrecorder.correlator",
            "What the correlator shows, by name",
            named(PipelineStats::gauges, gauge),
            "name",
            gauge);
      }
    }
    for (String counter : stats.counters().keySet()) {
      if (counters.add(counter)) {
        meters.counter(
            "eventrecorder.sink",
            "What the sink counts, by name",
            named(PipelineStats::counters, counter),
            "name",
            counter);
      }
    }
  }

  /** Removes all; {@return true, for the use in conditions} */
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
