package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import io.eventrecorder.correlator.Life.Step;
import io.eventrecorder.correlator.Life.What;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A correlator that is restored from the parts of another one answers as that one does. */
class RestorePropertiesTest {
  @Provide
  static Arbitrary<List<Step>> steps() {
    Arbitrary<What> what =
        Arbitraries.frequency(
            Tuple.of(30, What.HAPPENS),
            Tuple.of(5, What.STATE),
            Tuple.of(5, What.DUE),
            Tuple.of(1, What.DRAIN),
            Tuple.of(2, What.EXPIRE),
            Tuple.of(1, What.SET));
    Arbitrary<Integer> pauses =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(0)),
            Tuple.of(2, Arbitraries.integers().between(0, 2_000)),
            Tuple.of(1, Arbitraries.integers().between(0, 700_000)));
    return Combinators.combine(
            what,
            pauses,
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 17),
            Arbitraries.integers().between(0, 1),
            Arbitraries.of(1, 1, 1, 3),
            Arbitraries.integers().between(0, 12))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  @Provide
  static Arbitrary<CorrelatorOptions> options() {
    return Combinators.combine(
            Arbitraries.of(1, 2, 3, 5, 64),
            Arbitraries.integers().between(1, 3),
            Arbitraries.of(1.0, 0.7, 1.0 / 300),
            Arbitraries.integers().between(1, 4),
            Arbitraries.of(0, 1, 600),
            Arbitraries.of(RateLimitKey.values()),
            Arbitraries.of(Identity.values()),
            Arbitraries.integers().between(0, 2))
        .as(
            (cache, burst, qps, maxEvents, expiry, key, identity, warnings) -> {
              CorrelatorOptions.Builder builder =
                  CorrelatorOptions.builder()
                      .cacheSize(cache)
                      .burst(burst)
                      .qps(qps)
                      .maxEvents(maxEvents)
                      .observationExpiry(Duration.ofSeconds(expiry))
                      .rateLimitKey(key)
                      .identity(identity);
              return switch (warnings) {
                case 0 -> builder.build();
                case 1 -> builder.warningBurst(burst + 1).build();
                default -> builder.warningsUnlimited(true).build();
              };
            });
  }

  @Property
  void a_restored_correlator_continues_as_the_first_one(
      @ForAll("options") CorrelatorOptions options,
      @ForAll("steps") List<Step> untracked,
      @ForAll("steps") List<Step> before,
      @ForAll("steps") List<Step> after) {
    Life first = new Life(options);
    Parts parts = new Parts();
    untracked.forEach(first::step);
    first.correlator.changes(parts);
    for (Step step : before) {
      first.step(step, () -> collect(first, parts, step.answer() % 3 == 0));
      collect(first, parts, step.answer() % 2 == 0);
    }
    first.correlator.changes(parts);

    Life copy = first.continued(parts);
    Parts whole = whole(copy);
    // The values may differ in links to what has left the caches since they were written.
    assertThat(whole.values).containsOnlyKeys(parts.values.keySet());
    assertThat(whole(first.continued(whole)).values).isEqualTo(whole.values);
    Life second = first.continued(parts);

    for (Step step : after) {
      List<String> expected = first.step(step);
      assertThat(copy.step(step)).as(step.toString()).isEqualTo(expected);
      assertThat(second.step(step)).as("second " + step).isEqualTo(expected);
    }
    // The first collection can be long after the parts came back.
    second.correlator.changes(parts);
    assertThat(whole(second.continued(parts)).values).isEqualTo(parts.values);
  }

  private static void collect(Life life, Parts parts, boolean now) {
    if (now) {
      life.correlator.changes(parts);
    }
  }

  private static Parts whole(Life restored) {
    Parts parts = new Parts();
    restored.correlator.changes(parts);
    return parts;
  }
}
