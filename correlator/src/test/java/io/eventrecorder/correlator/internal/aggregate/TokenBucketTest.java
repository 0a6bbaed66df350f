package io.eventrecorder.correlator.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final RateLimit CLIENT_GO = RateLimit.of(25, 1.0 / 300);

  @Test
  void a_full_bucket_holds_the_burst() {
    TokenBucket bucket = new TokenBucket(CLIENT_GO);
    for (int i = 0; i < 25; i++) {
      assertThat(bucket.take(0)).isTrue();
    }
    assertThat(bucket.take(0)).isFalse();
  }

  @Test
  void three_hundred_seconds_refill_a_token_and_a_millisecond_less_does_not() {
    TokenBucket bucket = emptied(CLIENT_GO, 0);
    assertThat(bucket.take(millis(299_999))).isFalse();
    assertThat(bucket.take(millis(300_000))).isTrue();
    assertThat(bucket.take(millis(300_000))).isFalse();
    assertThat(bucket.take(millis(599_999))).isFalse();
    assertThat(bucket.take(millis(600_000))).isTrue();
  }

  @Test
  void a_refusal_leaves_the_bucket_as_it_was() {
    TokenBucket asked = emptied(CLIENT_GO, 0);
    for (int second = 1; second < 300; second++) {
      assertThat(asked.take(millis(1000L * second))).isFalse();
    }
    assertThat(asked.take(millis(300_000))).isTrue();
  }

  @Test
  void parts_of_a_token_are_kept() {
    TokenBucket bucket = emptied(CLIENT_GO, 0);
    assertThat(bucket.take(millis(450_000))).isTrue();
    assertThat(bucket.take(millis(599_999))).isFalse();
    assertThat(bucket.take(millis(600_000))).isTrue();
  }

  @Test
  void a_bucket_never_holds_more_than_the_burst() {
    TokenBucket bucket = emptied(new RateLimit(2, 100), 0);
    assertThat(bucket.available(199)).isOne();
    assertThat(bucket.available(1_000_000)).isEqualTo(2);
    assertThat(bucket.isFull(200)).isTrue();
    assertThat(bucket.take(1_000_000)).isTrue();
    assertThat(bucket.take(1_000_000)).isTrue();
    assertThat(bucket.take(1_000_099)).isFalse();
    assertThat(bucket.take(1_000_100)).isTrue();
  }

  @Test
  void readings_may_overflow_and_a_clock_that_stands_still_refills_nothing() {
    long start = Long.MAX_VALUE - 50;
    TokenBucket bucket = emptied(new RateLimit(3, 100), start);
    assertThat(bucket.take(start + 99)).isFalse();
    assertThat(bucket.take(start + 100)).isTrue();
    assertThat(bucket.take(start)).isFalse();
  }

  @Test
  void it_says_when_it_will_have_so_many_tokens() {
    TokenBucket bucket = emptied(new RateLimit(3, 100), 1000);
    assertThat(bucket.readyAt(1)).isEqualTo(1100);
    assertThat(bucket.readyAt(2)).isEqualTo(1200);
    assertThat(bucket.available(1199)).isOne();
    assertThat(bucket.available(1200)).isEqualTo(2);
  }

  @Test
  void the_interval_is_exact_for_whole_quotients_and_never_too_short_for_others() {
    assertThat(CLIENT_GO.nanosPerToken()).isEqualTo(300_000_000_000L);
    assertThat(RateLimit.of(1, 1).nanosPerToken()).isEqualTo(1_000_000_000);
    assertThat(RateLimit.of(1, 0.1).nanosPerToken()).isEqualTo(10_000_000_000L);
    assertThat(RateLimit.of(1, 3).nanosPerToken()).isEqualTo(333_333_334);
    assertThat(RateLimit.of(1, 1e12).nanosPerToken()).isOne();
    assertThat(RateLimit.of(1, Double.MIN_VALUE).nanosPerToken()).isEqualTo(1L << 60);
  }

  private static TokenBucket emptied(RateLimit budget, long nowNanos) {
    TokenBucket bucket = new TokenBucket(budget);
    for (int i = 0; i < budget.burst(); i++) {
      assertThat(bucket.take(nowNanos)).isTrue();
    }
    return bucket;
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
