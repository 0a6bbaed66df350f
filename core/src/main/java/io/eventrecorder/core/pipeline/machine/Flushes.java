package io.eventrecorder.core.pipeline.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * The callers of {@code flush} that wait. Each of them counts down the writes that were outstanding
 * when it was called. A write that replaces an earlier one also takes the earlier position, and so
 * counts for the same callers.
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

  /** Runs {@code done} as soon as all writes with a position before {@code next} are settled. */
  void add(Runnable done, long next, long outstanding) {
    if (outstanding == 0) {
      done.run();
    } else {
      flushes.add(new Flush(done, next, outstanding));
    }
  }

  /** The write with this position is settled. */
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

  /** Adds the callers of another machine; each waits for those of its writes that are left. */
  void takeOver(Flushes others, List<Write> outstanding) {
    for (Flush flush : others.flushes) {
      long left = 0;
      for (Write write : outstanding) {
        left += write.sequence() < flush.before ? 1 : 0;
      }
      add(flush.done, flush.before, left);
    }
  }

  /** No write will be settled any more. */
  void releaseAll() {
    flushes.forEach(flush -> flush.done.run());
    flushes.clear();
  }
}
