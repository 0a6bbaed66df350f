package io.eventrecorder.sink.log;

import com.google.common.testing.NullPointerTester;
import org.junit.jupiter.api.Test;

/** A null that is not allowed fails at once. */
class NullsTest {
  private final NullPointerTester nulls = new NullPointerTester();

  @Test
  void the_builder_refuses_null() {
    nulls.testAllPublicInstanceMethods(LogEventSink.builder());
  }

  @Test
  void the_provider_refuses_null() {
    nulls.testAllPublicInstanceMethods(new LogEventSinkProvider());
  }
}
