package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static final RetryLimits LIMITS = new RetryLimits(3, 100, 10, 60);

  @Test
  void the_time_begins_with_the_first_try() {
    RetryBudget budget = RetryBudget.UNUSED.afterTry(7).afterTry(50);
    assertThat(budget).isEqualTo(new RetryBudget(2, 7, false));
    assertThat(budget.allows(10, LIMITS, 97)).isTrue();
    assertThat(budget.allows(10, LIMITS, 98)).isFalse();
  }

  @Test
  void the_tries_are_limited() {
    RetryBudget budget = RetryBudget.UNUSED.afterTry(7).afterTry(8).afterTry(9);
    assertThat(budget.hasTriesLeft(LIMITS)).isFalse();
    assertThat(budget.allows(0, LIMITS, 10)).isFalse();
  }

  @Test
  void a_wait_during_an_outage_uses_up_no_time() {
    RetryBudget budget = RetryBudget.UNUSED.afterTry(7).afterOutage(1000);
    assertThat(budget.allows(0, LIMITS, 1107)).isTrue();
    assertThat(budget.allows(1, LIMITS, 1107)).isFalse();
    assertThat(RetryBudget.UNUSED.afterOutage(1000)).isSameAs(RetryBudget.UNUSED);
  }

  @Test
  void times_are_compared_by_their_difference() {
    long started = Long.MAX_VALUE - 10;
    RetryBudget budget = RetryBudget.UNUSED.afterTry(started);
    long now = started + 90;
    assertThat(now).as("the clock has overflowed").isNegative();
    assertThat(budget.allows(10, LIMITS, now)).isTrue();
    assertThat(budget.allows(11, LIMITS, now)).isFalse();
  }
}
