package shop;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;

/** Code of a user that records events. */
public class Payments {
  private final EventRecorder recorder;

  public Payments(EventRecorder recorder) {
    this.recorder = recorder;
  }

  public void charge(ObjectReference order) {
    recorder.warning(order, "PaymentFailed", "card was declined");
  }
}
