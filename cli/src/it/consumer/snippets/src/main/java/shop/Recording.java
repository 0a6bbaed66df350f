package shop;

import io.eventrecorder.BoundEventRecorder;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;

/** The README's forms of recording. */
public class Recording {
  static void record(EventRecorder recorder, ObjectReference pod, ObjectReference node, String name) {
    // As in client-go. A message is formatted only when arguments are given.
    recorder.event(pod, EventType.WARNING, "BackOff", "restarting failed container %s", name);
    recorder.normal(pod, "Scaled", "scaled to 100 %");

    // All fields of an event. A forgotten record() is a compiler warning.
    recorder
        .warning("BackOff")
        .regarding(pod)
        .related(node)
        .action("Restarting")
        .key("restart")
        .label("team", "payments")
        .message("restarting failed container %s", name)
        .record();

    // The fields that many events have in common.
    BoundEventRecorder events = recorder.regarding(pod).related(node).label("team", "payments");
    events.warning("BackOff", "restarting failed container %s", name);
  }

  static EventBroadcaster knowingOrders() {
    EventBroadcaster broadcaster =
        EventBroadcaster.builder()
            .resolver(Order.class, order -> ObjectReference.of("Order", order.region(), order.id()))
            .build();
    return broadcaster;
  }
}
