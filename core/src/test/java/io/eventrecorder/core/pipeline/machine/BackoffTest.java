package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffTest {
  @Property
  void a_pause_lies_between_zero_and_the_doubled_bound_and_never_above_the_longest(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int tries,
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE / 4) long initial,
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE / 4) long max) {
    Backoff backoff = new Backoff(initial, max, new SplittableRandom(seed));
    double doubled = initial * Math.pow(2, tries - 1);
    assertThat(backoff.afterTry(tries)).isBetween(0L, max);
    assertThat((double) backoff.afterTry(tries)).isLessThanOrEqualTo(doubled);
  }

  @Property
  void a_probe_takes_at_least_half_of_the_longest_pause(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = Long.MAX_VALUE / 4) long max) {
    assertThat(new Backoff(1, max, new SplittableRandom(seed)).probe()).isBetween(max / 2, max);
  }
}
