package shop;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;

public class Shop {
  public static void main(String[] args) {
    try (EventBroadcaster broadcaster = EventBroadcaster.create()) {
      EventRecorder recorder = broadcaster.newRecorder("shop");
      ObjectReference order = ObjectReference.of("Order", "eu", "4711");
      recorder.warning(order, "PaymentFailed", "card was declined: %s", "expired");
    }
  }
}
