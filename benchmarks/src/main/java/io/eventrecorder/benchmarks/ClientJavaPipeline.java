package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.extended.event.EventType;
import io.kubernetes.client.extended.event.legacy.EventRecorder;
import io.kubernetes.client.extended.event.legacy.EventSink;
import io.kubernetes.client.extended.event.legacy.LegacyEventBroadcaster;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.V1EventSource;
import io.kubernetes.client.openapi.models.V1ObjectReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The broadcaster of the official Java client of Kubernetes. Its queue has no limit and it has no
 * flush, so this class counts what the sink gets.
 */
final class ClientJavaPipeline implements PipelineImplementation {
  /** Short against the time of the events that are awaited. */
  private static final long POLL_NANOS = 100_000;

  private final List<Event> events;
  private final List<V1ObjectReference> objects;
  private final AtomicLong written = new AtomicLong();

  /** Used by the recording thread after it has read {@link #written}, otherwise by the sink. */
  private final Map<String, CoreV1Event> byName = new HashMap<>();

  private final LegacyEventBroadcaster broadcaster =
      new LegacyEventBroadcaster(new ClientJavaUnlimitedCorrelator(), new NewestStates());
  private final EventRecorder recorder =
      broadcaster.newRecorder(new V1EventSource().component("kubelet").host("node-1"));

  ClientJavaPipeline(List<Event> events) {
    this.events = events;
    this.objects = events.stream().map(event -> converted(event.regarding())).toList();
    broadcaster.startRecording();
  }

  private static V1ObjectReference converted(ObjectReference object) {
    return new V1ObjectReference()
        .apiVersion(object.apiVersion())
        .kind(object.kind())
        .namespace(object.namespace())
        .name(object.name())
        .uid(object.uid());
  }

  @Override
  public void record(int number) {
    int index = number % events.size();
    Event event = events.get(index);
    recorder.event(objects.get(index), EventType.Warning, event.reason(), event.message());
  }

  @Override
  public void awaitAll(long recorded) {
    while (written.get() != recorded) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    long occurrences = byName.values().stream().mapToLong(CoreV1Event::getCount).sum();
    if (occurrences != recorded) {
      throw new IllegalStateException("of " + recorded + " events the sink has " + occurrences);
    }
  }

  @Override
  public void close() {
    broadcaster.shutdown();
  }

  /**
   * Keeps the newest state of each event in memory. It does the same work for an event as the sink
   * of our recorder; the counter is a store without a fence. One thread calls it.
   */
  private final class NewestStates implements EventSink {
    private long count;

    @Override
    public CoreV1Event create(CoreV1Event event) {
      byName.put(event.getMetadata().getName(), event);
      written.lazySet(++count);
      return event;
    }

    @Override
    public CoreV1Event update(CoreV1Event event) {
      return create(event);
    }

    @Override
    public CoreV1Event patch(CoreV1Event event, V1Patch patch) {
      return create(event);
    }
  }
}
