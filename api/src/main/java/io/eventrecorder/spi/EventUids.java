package io.eventrecorder.spi;

import io.eventrecorder.EventUid;
import java.security.SecureRandom;

/**
 * Gives uids to events. Thread-safe.
 *
 * <p>Uids of one source, and of different sources in all processes, are unique: each source chooses
 * {@value EventUid#PROCESS_BITS} random bits once. Among a million sources, the probability that
 * two choose the same bits is 2 in a million.
 */
@FunctionalInterface
public interface EventUids {
  /** {@return a uid that this source has not given before} */
  EventUid next();

  /**
   * {@return a new, independent source of uids} Its numbers are dense: they begin at 0, and each
   * thread takes consecutive numbers from a block of 1024. Threads share few blocks, so at most two
   * blocks for each processor are not used up.
   */
  static EventUids create() {
    return new BlockUids(
        new SecureRandom().nextLong() >>> (Long.SIZE - EventUid.PROCESS_BITS),
        Runtime.getRuntime().availableProcessors());
  }
}
