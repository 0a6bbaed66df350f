package shop;

import static io.eventrecorder.testkit.EventAssertions.assertThat;
import static io.eventrecorder.testkit.EventMatcher.warning;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.testkit.FakeEventRecorder;
import org.junit.jupiter.api.Test;

class PaymentsTest {
  private final ObjectReference order = ObjectReference.of("Order", "eu", "4711");

  @Test
  void aDeclinedCardIsRecorded() {
    FakeEventRecorder recorder = new FakeEventRecorder();
    new Payments(recorder).charge(order);
    assertThat(recorder)
        .recorded(warning("PaymentFailed").regarding(order).messageContaining("declined"));
  }

  @Test
  void theFormsOfRecordingRecordWhatTheySay() {
    FakeEventRecorder recorder = new FakeEventRecorder();
    ObjectReference node = ObjectReference.of("Node", "", "n1");
    Recording.record(recorder, order, node, "app");
    assertThat(recorder).recordedExactly(2, warning("BackOff").related(node));
  }
}
