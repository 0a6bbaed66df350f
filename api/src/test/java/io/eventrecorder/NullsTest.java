package io.eventrecorder;

import com.google.common.testing.NullPointerTester;
import io.eventrecorder.broadcaster.EventFilter;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.broadcaster.UpdatePolicy;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventUids;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.text.PrintableText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A null that is not allowed fails at once. Exempt is what an application calls while it records,
 * because recording does not throw: recorders, drafts and {@link ObjectReference}. So is the code
 * that handles failures.
 */
class NullsTest {
  private final NullPointerTester nulls =
      new NullPointerTester()
          .setDefault(Event.class, Event.builder().build())
          .setDefault(EventClock.class, EventClock.system())
          .setDefault(ObjectReference.class, ObjectReference.empty())
          .setDefault(EventSource.class, EventSource.empty());

  @ParameterizedTest
  @ValueSource(
      classes = {
        Correlation.class,
        EventFilter.class,
        EventNames.class,
        EventPatch.class,
        EventSink.class,
        EventSource.class,
        EventType.class,
        EventUid.class,
        EventUids.class,
        InvalidEventException.class,
        Option.class,
        OwnerReference.class,
        PrintableText.class,
        ProviderListing.class,
        SinkDefaults.class,
        UpdatePolicy.class
      })
  void constructors_and_static_methods_refuse_null(Class<?> type) {
    nulls.testAllPublicConstructors(type);
    nulls.testAllPublicStaticMethods(type);
  }

  @Test
  void builders_and_values_refuse_null() {
    List.of(
            Event.builder(),
            EventPatch.ofCount(Event.builder().build()),
            PipelineOptions.builder(),
            Option.string("name"),
            SinkDefaults.standard())
        .forEach(nulls::testAllPublicInstanceMethods);
  }
}
