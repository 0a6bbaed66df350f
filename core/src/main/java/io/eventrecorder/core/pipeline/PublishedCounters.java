package io.eventrecorder.core.pipeline;

import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.core.pipeline.machine.PipelineCounters;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A copy of a pipeline's counters that one thread writes and any thread reads, without a lock (a
 * <i>sequence lock</i>). The version is odd while the copy is being written. A reader that sees two
 * different versions, or an odd one, reads again.
 *
 * <p>The worker writes for each event, and somebody reads every few seconds. So the writer must be
 * fast: it needs no atomic operation, and on common processors its barriers cost nothing.
 */
final class PublishedCounters {
  private final PipelineCounters copy = new PipelineCounters();
  private final AtomicLong version = new AtomicLong();

  /** Called by one thread at a time. */
  void set(PipelineCounters counters) {
    long before = version.getPlain();
    version.setOpaque(before + 1);
    VarHandle.storeStoreFence();
    copy.copyFrom(counters);
    version.setRelease(before + 2);
  }

  /** Changes the state only. Called by the thread that calls {@link #set}. */
  void setState(State state, String why) {
    long before = version.getPlain();
    version.setOpaque(before + 1);
    VarHandle.storeStoreFence();
    copy.setState(state, why);
    version.setRelease(before + 2);
  }

  /** Copies the values of one call of {@link #set}. Makes no object. */
  void copyTo(PipelineCounters values) {
    while (true) {
      long before = version.getAcquire();
      values.copyFrom(copy);
      VarHandle.acquireFence();
      if ((before & 1) == 0 && version.getOpaque() == before) {
        return;
      }
      Thread.onSpinWait();
    }
  }
}
