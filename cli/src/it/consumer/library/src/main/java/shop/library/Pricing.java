package shop.library;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;

/** Records events. It does not know its application, or where the events go. */
public final class Pricing {
  private final EventRecorder recorder;

  public Pricing(EventRecorder recorder) {
    this.recorder = recorder;
  }

  public void reprice(String order, int cents) {
    recorder.normal(
        ObjectReference.of("Order", "eu", order), "Repriced", "the order costs %d cents", cents);
  }
}
