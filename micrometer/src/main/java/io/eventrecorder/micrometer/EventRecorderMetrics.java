package io.eventrecorder.micrometer;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Publishes the statistics of a broadcaster and its pipelines as Micrometer meters. Thread-safe.
 *
 * <p>All meters read {@link EventBroadcaster#stats()} when the registry reads them. A recording
 * thread only increments one counter, and never runs code of a registry. Only {@code
 * eventrecorder.recorded}, by component, type and reason, is counted by this object, from its
 * creation on. Create this object before the application records events.
 *
 * <p>When a registry reads any meter of this binder, the binder adds the meters of new pipelines
 * and new reasons, and removes the meters of closed pipelines. Prometheus sees a change at the
 * latest in the second scrape after it. After {@link EventBroadcaster#close} the meters keep their
 * last values, until {@link #close} of this object removes them.
 *
 * <pre>{@code
 * EventRecorderMetrics metrics = new EventRecorderMetrics(broadcaster);
 * metrics.bindTo(registry);
 * }</pre>
 */
public final class EventRecorderMetrics implements MeterBinder, AutoCloseable {
  private final EventBroadcaster broadcaster;
  private final Tags tags;
  private final RecordedEvents recorded = new RecordedEvents();
  private final Runnable stopCounting;
  private final List<Binding> bindings = new ArrayList<>();
  private boolean closed;

  /**
   * Creates the metrics of a broadcaster.
   *
   * @param broadcaster the broadcaster; this object does not close it
   */
  public EventRecorderMetrics(EventBroadcaster broadcaster) {
    this(broadcaster, Tags.empty());
  }

  /**
   * Creates the metrics of one of several broadcasters. The tags distinguish the broadcasters. In
   * one registry, all of them must have the same tag keys.
   *
   * @param broadcaster the broadcaster; this object does not close it
   * @param tags added to every meter
   */
  public EventRecorderMetrics(EventBroadcaster broadcaster, Iterable<Tag> tags) {
    this.broadcaster = broadcaster;
    this.tags = Tags.of(Objects.requireNonNull(tags, "tags"));
    this.stopCounting = broadcaster.onRecorded(recorded);
  }

  /**
   * Adds the meters to a registry. A second call with the same registry changes nothing. The meters
   * can be in several registries.
   *
   * @param registry the registry
   * @throws IllegalStateException if this object is closed
   */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    if (closed) {
      throw new IllegalStateException("these metrics are closed; create new ones to bind again");
    }
    if (bindings.stream().noneMatch(binding -> binding.isOf(registry))) {
      Binding binding = new Binding(broadcaster, recorded, registry, tags);
      bindings.add(binding);
      binding.start();
    }
  }

  /**
   * Removes all meters of this object from all registries, and stops counting the events of the
   * broadcaster. A second call changes nothing.
   */
  @Override
  public synchronized void close() {
    closed = true;
    stopCounting.run();
    bindings.forEach(Binding::close);
    bindings.clear();
  }
}
