package io.eventrecorder.micrometer;

import com.google.common.testing.NullPointerTester;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** The public type rejects null where its signatures do not allow it. */
class NullArgumentsTest {
  private final EventBroadcaster broadcaster = new FakeBroadcaster().broadcaster();

  private NullPointerTester tester() {
    return new NullPointerTester()
        .setDefault(EventBroadcaster.class, broadcaster)
        .setDefault(MeterRegistry.class, new SimpleMeterRegistry());
  }

  @Test
  void constructors_reject_null() {
    tester().testAllPublicConstructors(EventRecorderMetrics.class);
  }

  @Test
  void methods_reject_null() {
    try (EventRecorderMetrics metrics = new EventRecorderMetrics(broadcaster)) {
      tester().testAllPublicInstanceMethods(metrics);
    }
  }
}
