package shop.library;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import org.junit.jupiter.api.Test;

class PricingTest {
  @Test
  void a_library_needs_no_runtime_to_run() {
    new Pricing(EventRecorder.noop()).reprice("4711", 999);
  }

  @Test
  void an_application_without_runtime_reads_which_artifact_to_add() {
    assertThatThrownBy(EventBroadcaster::create)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("io.eventrecorder:eventrecorder-core");
  }
}
