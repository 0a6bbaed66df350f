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
 * The meters of one broadcaster in one registry. A read of any meter also adds and removes meters,
 * unless another thread is doing so. Thread-safe.
 */
final class Binding {
  private final EventBroadcaster broadcaster;
  private final RecordedEvents recorded;
  private final MeterRegistry registry;
  private final Tags tags;
  private final Meters meters;

  /**
   * Held while meters are added or removed. A read of a meter must not wait for it: a registry
   * calls its listeners under its own locks, and a listener may read meters.
   */
  private final ReentrantLock changing = new ReentrantLock();

  // The lock guards the next three fields.
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
          "Events that could not be recorded, by problem",
          of(stats -> stats.invalid().getOrDefault(problem, 0L)),
          "problem",
          problem.name().toLowerCase(Locale.ROOT));
    }
    meters.counter(
        "eventrecorder.after.close",
        "Events recorded after the broadcaster was closed",
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

  /** {@return the current statistics} Also adds the meters that are new, and removes old ones. */
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
