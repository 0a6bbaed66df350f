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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The broadcaster of the official Java client of Kubernetes. Its queue has no limit and it has no
 * flush, so this class counts what the sink gets.
 */
final class ClientJavaPipeline implements PipelineImplementation {
  private final List<Event> events;
  private final List<V1ObjectReference> objects;
  private final Semaphore written = new Semaphore(0);
  private final Map<String, CoreV1Event> byName = new ConcurrentHashMap<>();
  private final LegacyEventBroadcaster broadcaster =
      new LegacyEventBroadcaster(new ClientJavaUnlimitedCorrelator(), new NewestStates());
  private final EventRecorder recorder =
      broadcaster.newRecorder(new V1EventSource().component("kubelet").host("node-1"));
  private long awaited;

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
    written.acquireUninterruptibly((int) (recorded - awaited));
    awaited = recorded;
    long occurrences = byName.values().stream().mapToLong(CoreV1Event::getCount).sum();
    if (occurrences != recorded) {
      throw new IllegalStateException("of " + recorded + " events the sink has " + occurrences);
    }
  }

  @Override
  public void close() {
    broadcaster.shutdown();
  }

  /** Keeps the newest state of each event in memory. */
  private final class NewestStates implements EventSink {
    @Override
    public CoreV1Event create(CoreV1Event event) {
      byName.put(event.getMetadata().getName(), event);
      written.release();
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
