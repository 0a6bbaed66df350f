package io.eventrecorder.micrometer;

import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one broadcaster in one registry. Reading any of them also brings their set up to
 * date, unless that is being done.
 */
final class Binding {
  private final EventBroadcaster broadcaster;
  private final RecordedEvents recorded;
  private final MeterRegistry registry;
  private final Tags tags;
  private final Meters meters;

  /**
   * A reader must never wait for it: registries run listeners, which may read, under their locks.
   */
  private final ReentrantLock changing = new ReentrantLock();

  // What follows is only touched by who holds the lock.
  private final Map<String, PipelineMeters> pipelines = new HashMap<>();
  private final Set<RecordedEvents.Kind> kinds = new HashSet<>();
  private boolean closed;

  Binding(
      EventBroadcaster broadcaster, RecordedEvents recorded, MeterRegistry registry, Tags tags) {
    this.broadcaster = broadcaster;
    this.recorded = recorded;
    this.registry = registry;
    this.tags = tags;
    this.meters = new Meters(registry, tags);
  }

  boolean isOf(MeterRegistry other) {
    return registry.equals(other);
  }

  void start() {
    meters.gauge(
        "eventrecorder.pipelines",
        "Pipelines that were started and not closed",
        of(stats -> stats.pipelines().size()));
    for (Problem problem : Problem.values()) {
      meters.counter(
          "eventrecorder.invalid",
          "What could not be recorded, by problem",
          of(stats -> stats.invalid().getOrDefault(problem, 0L)),
          "problem",
          problem.name().toLowerCase(Locale.ROOT));
    }
    meters.counter(
        "eventrecorder.after.close",
        "Recorded after the broadcaster was closed",
        of(BroadcasterStats::afterClose));
    meters.counter(
        "eventrecorder.recording.bugs",
        "Unexpected exceptions of user code on recording threads",
        of(BroadcasterStats::bugs));
    refresh();
  }

  private Meters.Reading of(ToDoubleFunction<BroadcasterStats> value) {
    return () -> value.applyAsDouble(refresh());
  }

  /** {@return what is so now} The meters' set is brought up to date with it. */
  BroadcasterStats refresh() {
    BroadcasterStats stats = broadcaster.stats();
    if (!changing.isHeldByCurrentThread() && changing.tryLock()) {
      try {
        if (!closed) {
          update(stats);
        }
      } finally {
        changing.unlock();
      }
    }
    return stats;
  }

  private void update(BroadcasterStats stats) {
    pipelines
        .values()
        .removeIf(pipeline -> !stats.pipelines().containsKey(pipeline.name()) && pipeline.close());
    stats
        .pipelines()
        .forEach(
            (name, pipeline) ->
                pipelines
                    .computeIfAbsent(
                        name,
                        unused ->
                            new PipelineMeters(
                                new Meters(registry, tags.and("pipeline", name)), this, pipeline))
                    .update(pipeline));
    recorded.forEach(
        (kind, count) -> {
          if (kinds.add(kind)) {
            meters.counter(
                "eventrecorder.recorded",
                "Events that were offered to the pipelines",
                () -> {
                  refresh();
                  return count.sum();
                },
                "component",
                kind.component(),
                "type",
                kind.type(),
                "reason",
                kind.reason());
          }
        });
  }

  void close() {
    changing.lock();
    try {
      closed = true;
      meters.close();
      pipelines.values().forEach(PipelineMeters::close);
      pipelines.clear();
    } finally {
      changing.unlock();
    }
  }
}
