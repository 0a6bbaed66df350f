package io.eventrecorder.json;

import com.google.common.testing.NullPointerTester;
import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A null that is not allowed fails at once. */
class NullsTest {
  private static final Event EVENT = Event.builder().build();

  private final NullPointerTester nulls =
      new NullPointerTester()
          .setDefault(Event.class, EVENT)
          .setDefault(EventPatch.class, EventPatch.ofState(EVENT))
          .setDefault(String.class, "{\"kind\":\"Event\"}")
          .setDefault(int.class, 1) // a depth that is allowed
          .setDefault(byte[].class, new byte[Timestamps.LONGEST]);

  @ParameterizedTest
  @ValueSource(
      classes = {
        EventApi.class,
        EventJson.class,
        JsonLineWriter.class,
        TextPosition.class,
        Timestamps.class,
        Utf8.class
      })
  void constructors_and_static_methods_refuse_null(Class<?> type) {
    nulls.testAllPublicConstructors(type);
    nulls.testAllPublicStaticMethods(type);
  }

  @Test
  void writers_refuse_null() {
    List.of(
            EventJson.writer(EventApi.CORE_V1),
            EventJson.writer(EventApi.EVENTS_V1),
            new JsonLineWriter(),
            new TextPosition(1, 1))
        .forEach(nulls::testAllPublicInstanceMethods);
  }
}
