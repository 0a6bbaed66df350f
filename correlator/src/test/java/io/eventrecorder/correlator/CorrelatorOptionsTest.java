package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CorrelatorOptionsTest {
  @Test
  void the_defaults_are_those_of_client_go_except_for_the_larger_cache() {
    CorrelatorOptions defaults = CorrelatorOptions.clientGo();
    assertThat(defaults.cacheSize()).isEqualTo(32_768);
    assertThat(defaults.burst()).isEqualTo(25);
    assertThat(defaults.qps()).isEqualTo(1.0 / 300);
    assertThat(defaults.maxEvents()).isEqualTo(10);
    assertThat(defaults.maxInterval()).isEqualTo(Duration.ofMinutes(10));
    assertThat(defaults.identity()).isEqualTo(Identity.MESSAGE);
    assertThat(defaults.rateLimitKey()).isEqualTo(RateLimitKey.OBJECT);
    assertThat(defaults.warningsUnlimited()).isFalse();
    assertThat(defaults.observationExpiry()).isZero();
  }

  @Test
  void the_preset_operator_has_another_budget() {
    assertThat(CorrelatorOptions.operator().burst()).isEqualTo(60);
    assertThat(CorrelatorOptions.operator().qps()).isEqualTo(1);
    assertThat(CorrelatorOptions.operator().maxEvents()).isEqualTo(10);
  }

  @Test
  void a_builder_changes_neither_its_source_nor_the_options_it_built() {
    CorrelatorOptions.Builder builder = CorrelatorOptions.clientGo().toBuilder().burst(3);
    CorrelatorOptions three = builder.build();
    CorrelatorOptions four = builder.burst(4).build();
    assertThat(CorrelatorOptions.clientGo().burst()).isEqualTo(25);
    assertThat(three.burst()).isEqualTo(3);
    assertThat(four.toBuilder().build().burst()).isEqualTo(4);
  }

  @Test
  void bad_values_are_refused_with_name_value_and_remedy() {
    CorrelatorOptions.Builder builder = CorrelatorOptions.builder();
    assertRefused(() -> builder.cacheSize(0), "cacheSize 0 must be at least 1");
    assertRefused(() -> builder.burst(-1), "burst -1 must be at least 1");
    assertRefused(() -> builder.warningBurst(0), "warningBurst 0 must be at least 1");
    assertRefused(() -> builder.maxEvents(0), "maxEvents 0 must be at least 1");
    assertRefused(() -> builder.qps(0), "qps 0.0 must be a number above 0");
    assertRefused(() -> builder.qps(Double.NaN), "qps NaN must be");
    assertRefused(
        () -> builder.warningQps(Double.POSITIVE_INFINITY), "warningQps Infinity must be");
    assertRefused(() -> builder.maxInterval(Duration.ZERO), "maxInterval PT0S must be above zero");
    assertRefused(
        () -> builder.observationExpiry(Duration.ofSeconds(-1)),
        "observationExpiry PT-1S must not be negative");
  }

  @Test
  void unlimited_warnings_with_a_budget_are_a_contradiction() {
    assertRefused(
        () -> CorrelatorOptions.builder().warningsUnlimited(true).warningBurst(9).build(),
        "warningsUnlimited true contradicts");
    assertRefused(
        () -> CorrelatorOptions.builder().warningsUnlimited(true).warningQps(9).build(),
        "set one or the other");
  }

  @Test
  void an_endless_interval_is_allowed() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    Timeline timeline =
        new Timeline(
            CorrelatorOptions.builder().maxInterval(endless).observationExpiry(endless).build());
    timeline.happens("web-0", "m");
    timeline.passes(Duration.ofDays(10_000));
    Timeline.assertPatches(timeline.happens("web-0", "m"), 2);
  }

  @Test
  void they_print_themselves() {
    assertThat(CorrelatorOptions.builder().identityFunction(e -> "x").build())
        .asString()
        .contains("burst=25", "identityFunction=function", "rateLimitKey=OBJECT");
  }

  private static void assertRefused(Runnable change, String message) {
    assertThatIllegalArgumentException().isThrownBy(change::run).withMessageContaining(message);
  }

  @Test
  void the_functions_that_are_set_have_names() {
    assertThat(CorrelatorOptions.builder().verbatim(true).build().functionNames()).isEmpty();
    assertThat(
            CorrelatorOptions.builder()
                .identityFunction(Event::action)
                .rateLimitKeyFunction(Event::namespace)
                .build()
                .functionNames())
        .containsExactlyInAnyOrder("identityFunction", "rateLimitKeyFunction");
    assertThat(SeriesOptions.builder().identityFunction(Event::action).build().functionNames())
        .containsExactly("identityFunction");
  }
}
