package io.eventrecorder.correlator;

import com.google.common.testing.ClassSanityTester;
import com.google.common.testing.NullPointerTester;
import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.AggregationKey;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every public method refuses null, unless its parameter is annotated with {@code @Nullable}. */
class PublicTypesTest {
  private final ManualClock clock = new ManualClock();
  private final EventNames names = EventNames.of(clock);
  private final NullPointerTester tester =
      new NullPointerTester()
          .setDefault(CorrelatorOptions.class, CorrelatorOptions.clientGo())
          .setDefault(SeriesOptions.class, SeriesOptions.defaults())
          .setDefault(Event.class, Event.builder().name("web-0.1").build())
          .setDefault(EventNames.class, names)
          .setDefault(Correlation.class, Correlation.suppress());

  @ParameterizedTest
  @ValueSource(
      classes = {
        AggregatingCorrelator.class,
        AggregatingCorrelatorProvider.class,
        CorrelatorOptions.class,
        SeriesCorrelator.class,
        SeriesCorrelatorProvider.class,
        SeriesOptions.class
      })
  void constructors_and_static_methods_refuse_null(Class<?> type) {
    tester.testAllPublicConstructors(type);
    tester.testAllPublicStaticMethods(type);
  }

  @Test
  void the_correlators_refuse_null() {
    tester.testAllPublicInstanceMethods(
        AggregatingCorrelator.create(CorrelatorOptions.clientGo(), clock, names));
    tester.testAllPublicInstanceMethods(
        SeriesCorrelator.create(SeriesOptions.defaults(), clock, names));
  }

  @Test
  void the_providers_refuse_null() {
    tester.testAllPublicInstanceMethods(new AggregatingCorrelatorProvider());
    tester.testAllPublicInstanceMethods(new SeriesCorrelatorProvider());
  }

  @Test
  void the_builders_refuse_null_except_for_functions() {
    tester.testAllPublicInstanceMethods(CorrelatorOptions.builder());
    tester.testAllPublicInstanceMethods(SeriesOptions.builder());
  }

  @Test
  void an_aggregation_key_is_a_value() throws ReflectiveOperationException {
    ClassSanityTester sanity = new ClassSanityTester();
    sanity.testNulls(AggregationKey.class);
    sanity.testEquals(AggregationKey.class);
  }
}
