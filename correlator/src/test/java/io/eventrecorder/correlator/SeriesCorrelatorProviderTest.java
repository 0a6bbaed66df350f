package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.SeriesTimeline.assertCreates;
import static io.eventrecorder.correlator.SeriesTimeline.assertPatches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.Option;
import io.eventrecorder.testkit.FakeProviderContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesCorrelatorProviderTest {
  private final SeriesTimeline timeline = new SeriesTimeline();

  @Test
  void only_the_options_that_say_which_events_belong_together_are_not_adjustable() {
    assertThat(new SeriesCorrelatorProvider().options())
        .filteredOn(option -> !option.isAdjustable())
        .extracting(Option::name)
        .containsExactly("identity", "reporters");
  }

  @Test
  void it_is_found_by_its_name() {
    assertThat(ProviderListing.discover().correlators())
        .extracting(ProviderListing.Entry::name)
        .contains("series", "aggregating");
  }

  @Test
  void every_option_is_described_and_named_once() {
    assertThat(new SeriesCorrelatorProvider().options())
        .hasSize(5)
        .allSatisfy(option -> assertThat(option.doc()).endsWith("."))
        .extracting(Option::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void the_defaults_are_client_gos_intervals() {
    SeriesOptions defaults = SeriesOptions.defaults();
    assertThat(defaults.refreshInterval()).isEqualTo(Duration.ofMinutes(30));
    assertThat(defaults.finishAfter()).isEqualTo(Duration.ofMinutes(6));
    assertThat(defaults.identity()).isEqualTo(Identity.REASON);
    assertThat(defaults.cacheSize()).isEqualTo(32_768);
    assertThat(defaults)
        .hasToString(
            "SeriesOptions[cacheSize=32768, refreshInterval=PT30M, finishAfter=PT6M,"
                + " identity=REASON, reporters=EACH]");
  }

  @Test
  void intervals_reach_the_correlator() {
    FakeProviderContext context =
        FakeProviderContext.of(Map.of("refresh-interval", "5s", "finish-after", "1m"));
    EventCorrelator correlator = new SeriesCorrelatorProvider().create(context);
    correlator.correlate(timeline.event("web-0", "m"));
    assertThat(correlator.nextDueNanos()).hasValue(Duration.ofMinutes(1).toNanos());
    correlator.correlate(timeline.event("web-0", "m"));
    assertThat(correlator.nextDueNanos()).hasValue(Duration.ofSeconds(5).toNanos());
  }

  @Test
  void size_and_identity_reach_the_correlator() {
    FakeProviderContext context =
        FakeProviderContext.of(Map.of("cache-size", "2", "identity", "message"));
    EventCorrelator correlator = new SeriesCorrelatorProvider().create(context);
    for (String message : new String[] {"a", "b", "c"}) {
      assertCreates(correlator.correlate(timeline.event("web-0", message)));
    }
    assertThat(correlator.gauges()).containsEntry("observations", 2L);
  }

  @Test
  void an_application_provides_options_and_the_configuration_overrides_them() {
    SeriesOptions provided =
        SeriesOptions.builder()
            .identityFunction(event -> "same")
            .finishAfter(Duration.ofHours(1))
            .build();
    FakeProviderContext context =
        FakeProviderContext.of(Map.of("finish-after", "2m")).provide(SeriesOptions.class, provided);
    EventCorrelator correlator = new SeriesCorrelatorProvider().create(context);
    correlator.correlate(timeline.event("web-0", "a"));
    assertPatches(correlator.correlate(timeline.event("web-0", "b")), 2);
    assertThat(correlator.nextDueNanos()).hasValue(Duration.ofMinutes(2).toNanos());
    assertThat(provided.toString()).contains("identityFunction=function");
  }

  @Test
  void bad_values_are_refused_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create("finish-after", "0s"))
        .withMessage("finishAfter PT0S must be above zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create("refresh-interval", "0s"))
        .withMessage("refreshInterval PT0S must be above zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeriesOptions.builder().cacheSize(0).build())
        .withMessage("cacheSize 0 must be at least 1");
  }

  private static void create(String option, String value) {
    EventCorrelator unused =
        new SeriesCorrelatorProvider().create(FakeProviderContext.of(Map.of(option, value)));
  }
}
