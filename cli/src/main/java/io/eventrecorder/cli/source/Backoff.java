package io.eventrecorder.cli.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts: they double from one second to half a minute, and a random part of
 * each is left out, so that many processes do not come back at the same moment. For one thread.
 */
public final class Backoff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 30_000;

  private final RandomGenerator random;
  private long next = FIRST_MILLIS;

  /**
   * Creates the first pause.
   *
   * @param random chooses the part of a pause that is left out
   */
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** Begins again with the shortest pause, because an attempt has succeeded. */
  public void reset() {
    next = FIRST_MILLIS;
  }

  /** {@return the next pause} It is between a half and the whole of the current one. */
  public Duration next() {
    long whole = next;
    next = Math.min(LONGEST_MILLIS, 2 * next);
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }
}
