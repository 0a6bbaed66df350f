package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final Budget CLIENT_GO = Budget.of(25, 1.0 / 300);

  @Test
  void aFullBucketHoldsTheBurst() {
    Bucket bucket = new Bucket(new Fingerprint(), CLIENT_GO);
    for (int i = 0; i < 25; i++) {
      assertThat(bucket.take(0)).isTrue();
    }
    assertThat(bucket.take(0)).isFalse();
  }

  @Test
  void threeHundredSecondsRefillATokenAndAMillisecondLessDoesNot() {
    Bucket bucket = emptied(CLIENT_GO, 0);
    assertThat(bucket.take(millis(299_999))).isFalse();
    assertThat(bucket.take(millis(300_000))).isTrue();
    assertThat(bucket.take(millis(300_000))).isFalse();
    assertThat(bucket.take(millis(599_999))).isFalse();
    assertThat(bucket.take(millis(600_000))).isTrue();
  }

  @Test
  void aRefusalLeavesTheBucketAsItWas() {
    Bucket asked = emptied(CLIENT_GO, 0);
    for (int second = 1; second < 300; second++) {
      assertThat(asked.take(millis(1000L * second))).isFalse();
    }
    assertThat(asked.take(millis(300_000))).isTrue();
  }

  @Test
  void partsOfATokenAreKept() {
    Bucket bucket = emptied(CLIENT_GO, 0);
    assertThat(bucket.take(millis(450_000))).isTrue();
    assertThat(bucket.take(millis(599_999))).isFalse();
    assertThat(bucket.take(millis(600_000))).isTrue();
  }

  @Test
  void aBucketNeverHoldsMoreThanTheBurst() {
    Bucket bucket = emptied(new Budget(2, 100), 0);
    assertThat(bucket.available(199)).isOne();
    assertThat(bucket.available(1_000_000)).isEqualTo(2);
    assertThat(bucket.isFull(200)).isTrue();
    assertThat(bucket.take(1_000_000)).isTrue();
    assertThat(bucket.take(1_000_000)).isTrue();
    assertThat(bucket.take(1_000_099)).isFalse();
    assertThat(bucket.take(1_000_100)).isTrue();
  }

  @Test
  void readingsMayOverflowAndAClockThatStandsStillRefillsNothing() {
    long start = Long.MAX_VALUE - 50;
    Bucket bucket = emptied(new Budget(3, 100), start);
    assertThat(bucket.take(start + 99)).isFalse();
    assertThat(bucket.take(start + 100)).isTrue();
    assertThat(bucket.take(start)).isFalse();
  }

  @Test
  void itSaysWhenItWillHaveSoManyTokens() {
    Bucket bucket = emptied(new Budget(3, 100), 1000);
    assertThat(bucket.readyAt(1)).isEqualTo(1100);
    assertThat(bucket.readyAt(2)).isEqualTo(1200);
    assertThat(bucket.available(1199)).isOne();
    assertThat(bucket.available(1200)).isEqualTo(2);
  }

  @Test
  void theIntervalIsExactForWholeQuotientsAndNeverTooShortForOthers() {
    assertThat(CLIENT_GO.nanosPerToken()).isEqualTo(300_000_000_000L);
    assertThat(Budget.of(1, 1).nanosPerToken()).isEqualTo(1_000_000_000);
    assertThat(Budget.of(1, 0.1).nanosPerToken()).isEqualTo(10_000_000_000L);
    assertThat(Budget.of(1, 3).nanosPerToken()).isEqualTo(333_333_334);
    assertThat(Budget.of(1, 1e12).nanosPerToken()).isOne();
    assertThat(Budget.of(1, Double.MIN_VALUE).nanosPerToken()).isEqualTo(1L << 60);
  }

  private static Bucket emptied(Budget budget, long nowNanos) {
    Bucket bucket = new Bucket(new Fingerprint(), budget);
    for (int i = 0; i < budget.burst(); i++) {
      assertThat(bucket.take(nowNanos)).isTrue();
    }
    return bucket;
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
