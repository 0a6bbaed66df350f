package io.eventrecorder.correlator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import io.eventrecorder.testkit.FakeProviderContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Provides;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregatingCorrelatorProviderTest {
  private final Timeline timeline = new Timeline();

  @Test
  void it_is_found_by_its_name() {
    assertThat(ProviderListing.discover().correlators())
        .extracting(ProviderListing.Entry::name)
        .contains("aggregating");
  }

  /** Users of the module path and users of the class path find the same providers. */
  @Test
  void the_services_file_lists_the_providers_of_the_module() throws IOException {
    Module module = AggregatingCorrelatorProvider.class.getModule();
    Provides provides = module.getDescriptor().provides().iterator().next();
    try (InputStream file = module.getResourceAsStream("META-INF/services/" + provides.service())) {
      assertThat(new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactlyElementsOf(provides.providers());
    }
  }

  @Test
  void every_option_is_described_and_named_once() {
    assertThat(new AggregatingCorrelatorProvider().options())
        .hasSize(14)
        .allSatisfy(option -> assertThat(option.doc()).endsWith("."))
        .extracting(Option::name)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"'',25", "preset=client-go,25", "preset=operator,60", "preset=operator;burst=7,7"})
  void options_override_the_preset(String settings, int writes) {
    EventCorrelator correlator = create(settings);
    for (int i = 0; i < writes; i++) {
      assertThat(kind(correlator, "m")).isNotEqualTo(Kind.SUPPRESS);
    }
    assertThat(kind(correlator, "m")).isEqualTo(Kind.SUPPRESS);
  }

  @Test
  void every_option_reaches_the_correlator() {
    EventCorrelator correlator =
        create(
            "cache-size=3;burst=1;qps=2;warning-burst=2;warning-qps=1;max-events=1;"
                + "max-interval=1s;message-prefix=many: ;identity=reason;"
                + "rate-limit-key=object-reason;observation-expiry=1h");
    assertThat(correlator.correlate(timeline.event("web-0", "m")).event().message())
        .isEqualTo("many: m");
    assertThat(kind(correlator, "n")).isEqualTo(Kind.PATCH);
    assertThat(kind(correlator, "n")).isEqualTo(Kind.SUPPRESS);
    assertThat(kind(create("warnings-unlimited=true;burst=1"), "n")).isEqualTo(Kind.CREATE);
  }

  @Test
  void an_application_provides_options_that_configuration_cannot_express() {
    CorrelatorOptions provided = CorrelatorOptions.builder().burst(1).build();
    ProviderContext context = settings("").provide(CorrelatorOptions.class, provided);
    EventCorrelator correlator = new AggregatingCorrelatorProvider().create(context);
    assertThat(kind(correlator, "m")).isEqualTo(Kind.CREATE);
    assertThat(kind(correlator, "m")).isEqualTo(Kind.SUPPRESS);
  }

  /** Another value of these begins afresh, so it must not be the remedy for a full disk. */
  @Test
  void only_the_options_that_say_which_events_belong_together_are_not_adjustable() {
    assertThat(new AggregatingCorrelatorProvider().options())
        .filteredOn(option -> !option.isAdjustable())
        .extracting(Option::name)
        .containsExactly("identity", "reporters", "rate-limit-key");
  }

  @Test
  void a_bad_value_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create("qps=0"))
        .withMessageContaining("qps 0.0 must be a number above 0");
  }

  private EventCorrelator create(String settings) {
    return new AggregatingCorrelatorProvider().create(settings(settings));
  }

  private Kind kind(EventCorrelator correlator, String message) {
    return correlator.correlate(timeline.event("web-0", message)).kind();
  }

  /** A context whose options are written {@code name=value;name=value}. */
  private static FakeProviderContext settings(String text) {
    Map<String, String> options = new HashMap<>();
    for (String setting : text.split(";", -1)) {
      int equals = setting.indexOf('=');
      if (equals > 0) {
        options.put(setting.substring(0, equals), setting.substring(equals + 1));
      }
    }
    return FakeProviderContext.of(options);
  }
}
