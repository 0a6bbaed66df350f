package io.eventrecorder.benchmarks;

import io.kubernetes.client.extended.event.EventType;
import io.kubernetes.client.extended.event.legacy.ObjectReferenceResolvingEventRecorder;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.V1EventSource;
import io.kubernetes.client.openapi.models.V1ObjectReference;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The recorder of the official Java client of Kubernetes, with the queue that its {@code
 * LegacyEventBroadcaster} gives it. The broadcaster's thread does not run, because nothing can wait
 * for it to finish.
 */
final class ClientJavaBurst implements RecordedBurst {
  private final BlockingQueue<CoreV1Event> queue = new LinkedBlockingQueue<>();
  private final ObjectReferenceResolvingEventRecorder recorder =
      new ObjectReferenceResolvingEventRecorder(
          queue, new V1EventSource().component("kubelet").host("node-1"));
  private final V1ObjectReference pod =
      new V1ObjectReference()
          .apiVersion("v1")
          .kind("Pod")
          .namespace("shop")
          .name("web-1")
          .uid(Events.one().regarding().uid());

  @Override
  public void begin() {}

  @Override
  public void event(String message) {
    recorder.event(pod, EventType.Warning, "BackOff", message);
  }

  @Override
  public void finish() {
    queue.clear();
  }

  @Override
  public void close() {}
}
