package io.eventrecorder.core.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Who waits for the writes of a moment. Each of them counts down the writes that were outstanding
 * then; a write that takes over an earlier one's state takes over its place in the order, too.
 */
final class Flushes {
  private static final class Flush {
    final Runnable done;
    final long before;
    long outstanding;

    Flush(Runnable done, long before, long outstanding) {
      this.done = done;
      this.before = before;
      this.outstanding = outstanding;
    }
  }

  private final List<Flush> flushes = new ArrayList<>(1);

  /** Runs {@code done} as soon as all writes of a sequence before {@code next} are settled. */
  void add(Runnable done, long next, long outstanding) {
    if (outstanding == 0) {
      done.run();
    } else {
      flushes.add(new Flush(done, next, outstanding));
    }
  }

  void settled(long sequence) {
    if (!flushes.isEmpty()) {
      flushes.removeIf(
          flush -> {
            if (sequence < flush.before && --flush.outstanding == 0) {
              flush.done.run();
              return true;
            }
            return false;
          });
    }
  }

  /**
   * Takes over those of a machine that was broken off: each waits for the writes that are still
   * there.
   */
  void takeOver(Flushes others, List<Write> outstanding) {
    for (Flush flush : others.flushes) {
      long left = 0;
      for (Write write : outstanding) {
        left += write.sequence < flush.before ? 1 : 0;
      }
      add(flush.done, flush.before, left);
    }
  }

  /** Nothing will be settled any more. */
  void releaseAll() {
    flushes.forEach(flush -> flush.done.run());
    flushes.clear();
  }
}
