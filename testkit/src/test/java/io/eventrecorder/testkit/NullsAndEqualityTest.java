package io.eventrecorder.testkit;

import com.google.common.testing.ClassSanityTester;
import com.google.common.testing.NullPointerTester;
import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A null that is not allowed fails in the call that passes it. Exempt are the recorder and the
 * writes of the sinks, which behave as in production.
 */
class NullsAndEqualityTest {
  private final NullPointerTester nulls =
      new NullPointerTester()
          .setDefault(Event.class, Event.builder().build())
          .setDefault(EventClock.class, new ManualClock())
          .setDefault(ManualClock.class, new ManualClock())
          .setDefault(EventSink.class, new InMemoryEventSink())
          .setDefault(Throwable.class, new IllegalStateException("test"))
          .setDefault(Duration.class, Duration.ofSeconds(1))
          .setDefault(ObjectReference.class, ObjectReference.empty());

  @ParameterizedTest
  @ValueSource(
      classes = {
        EventMatcher.class,
        FakeProviderContext.class,
        FaultyEventSink.class,
        ManualClock.class,
        SinkOutcome.class
      })
  void constructors_and_static_methods_refuse_null(Class<?> type) {
    nulls.testAllPublicConstructors(type);
    nulls.testAllPublicStaticMethods(type);
  }

  @Test
  void builders_and_values_refuse_null() {
    List.of(
            EventMatcher.anyEvent(),
            FakeEventRecorder.builder(),
            FakeProviderContext.of(Map.of()),
            SinkOutcome.stored(),
            new ManualClock())
        .forEach(nulls::testAllPublicInstanceMethods);
  }

  @Test
  void the_script_of_a_faulty_sink_refuses_null() throws NoSuchMethodException {
    FaultyEventSink sink = new FaultyEventSink(new InMemoryEventSink());
    nulls.testMethod(sink, FaultyEventSink.class.getMethod("next", SinkOutcome[].class));
    nulls.testMethod(
        sink, FaultyEventSink.class.getMethod("otherwise", FaultyEventSink.Script.class));
    nulls.testMethod(sink, FaultyEventSink.class.getMethod("attempts", Event.class));
  }

  @Test
  void writes_and_occurrences_are_equal_if_their_components_are() throws Exception {
    ClassSanityTester sanity =
        new ClassSanityTester()
            .setDistinctValues(
                Event.class, Event.builder().build(), Event.builder().name("other").build())
            .setDistinctValues(Duration.class, Duration.ZERO, Duration.ofSeconds(1));
    sanity.testEquals(EventArbitraries.Occurrence.class);
    sanity
        .setDistinctValues(
            SinkException.class, SinkException.notFound("a"), SinkException.notFound("b"))
        .testEquals(InMemoryEventSink.Write.class);
  }
}
