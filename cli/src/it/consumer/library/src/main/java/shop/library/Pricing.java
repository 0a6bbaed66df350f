package shop.library;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;

/** Records events. Which application it runs in, and where the events go, it does not know. */
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
