package io.eventrecorder.spi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.EventUid;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Numbers from blocks. A thread takes the next number of a stripe, which it shares with few other
 * threads. A stripe whose block is used up takes the next block.
 */
final class BlockUids implements EventUids {
  /** A power of two. A relay remembers numbers in pages of this size. */
  static final int BLOCK = 1024;

  /** Enough for many processors; more would leave more blocks that are not full. */
  private static final int MOST_STRIPES = 64;

  /** Distance of two stripes: 128 bytes, so that they do not share a line of the cache. */
  private static final int STRIDE = 16;

  private final long process;
  private final int mask;

  /**
   * The next number of each stripe. A multiple of the size of a block means that the stripe has
   * none left. Only {@link #nextOfNewBlock} changes such a value.
   */
  private final AtomicLongArray next;

  @GuardedBy("this")
  private long blocks;

  BlockUids(long process, int processors) {
    this.process = process;
    int stripes = Integer.highestOneBit(Math.min(MOST_STRIPES, 2 * processors));
    this.mask = stripes - 1;
    this.next = new AtomicLongArray(stripes * STRIDE);
  }

  @Override
  public EventUid next() {
    return new EventUid(process, nextNumber());
  }

  private long nextNumber() {
    int stripe = ((int) Thread.currentThread().getId() & mask) * STRIDE;
    while (true) {
      long number = next.get(stripe);
      if (isUsedUp(number)) {
        return nextOfNewBlock(stripe);
      }
      if (next.compareAndSet(stripe, number, number + 1)) {
        return number;
      }
    }
  }

  private synchronized long nextOfNewBlock(int stripe) {
    long number = next.get(stripe);
    while (!isUsedUp(number)) { // another thread has taken a block meanwhile
      if (next.compareAndSet(stripe, number, number + 1)) {
        return number;
      }
      number = next.get(stripe);
    }
    long first = BLOCK * blocks++;
    next.set(stripe, first + 1);
    return first;
  }

  private static boolean isUsedUp(long number) {
    return (number & (BLOCK - 1)) == 0;
  }
}
