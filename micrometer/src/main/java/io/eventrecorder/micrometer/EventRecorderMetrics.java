package io.eventrecorder.micrometer;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a broadcaster and its pipelines count, as Micrometer meters. Thread-safe.
 *
 * <p>All meters are functions of {@link EventBroadcaster#stats()}, read when the registry is: a
 * recording thread pays for one increment, and never runs code of a registry. Only {@code
 * eventrecorder.recorded}, by component, type and reason, is counted here, from the moment this
 * object is made; make it before anything is recorded.
 *
 * <p>Pipelines come and go. The meters of a new one, and new reasons, are added when any meter of
 * this binder is read, thus at the latest for the scrape after the next; those of a pipeline that
 * was closed are removed likewise. After {@link EventBroadcaster#close} the last values stay, until
 * {@link #close} of this object removes all.
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
  private final Runnable endOfRecorded;
  private final List<Binding> bindings = new ArrayList<>();
  private boolean closed;

  /**
   * Metrics of a broadcaster.
   *
   * @param broadcaster what is measured; it is not closed by this object
   */
  public EventRecorderMetrics(EventBroadcaster broadcaster) {
    this(broadcaster, Tags.empty());
  }

  /**
   * Metrics of one of several broadcasters, which tags tell apart. In one registry all must have
   * the same tag keys.
   *
   * @param broadcaster what is measured; it is not closed by this object
   * @param tags put on every meter
   */
  public EventRecorderMetrics(EventBroadcaster broadcaster, Iterable<Tag> tags) {
    this.broadcaster = broadcaster;
    this.tags = Tags.of(tags);
    this.endOfRecorded = broadcaster.onRecorded(recorded);
  }

  /**
   * Adds the meters to a registry; a second time changes nothing. There may be several registries.
   *
   * @param registry where the meters are registered
   * @throws IllegalStateException if this object is closed
   */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    if (closed) {
      throw new IllegalStateException("these metrics are closed; make new ones to bind again");
    }
    if (bindings.stream().noneMatch(binding -> binding.isOf(registry))) {
      Binding binding = new Binding(broadcaster, recorded, registry, tags);
      bindings.add(binding);
      binding.start();
    }
  }

  /**
   * Removes all its meters from all registries, and lets go of the broadcaster. A second call
   * changes nothing.
   */
  @Override
  public synchronized void close() {
    closed = true;
    endOfRecorded.run();
    bindings.forEach(Binding::close);
    bindings.clear();
  }
}
