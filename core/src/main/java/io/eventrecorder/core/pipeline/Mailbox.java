package io.eventrecorder.core.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.core.pipeline.machine.WriteResult;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Carries replies from any thread to the worker, in the order of their arrival. It has no bound,
 * but it holds each reply once.
 *
 * <p>It is a list under a lock that is held for a moment. Replies that are linked through their own
 * fields would need no lock, but the worker would have to wait for the memory of each reply before
 * it finds the next one. In a list the processor fetches them ahead.
 */
final class Mailbox {
  /** The initial room for replies: it is allocated early, so that a full heap loses no reply. */
  private static final int ROOM = 64;

  private final Object lock = new Object();

  @GuardedBy("lock")
  private ArrayList<Reply> arrived = new ArrayList<>(ROOM);

  /** Whether a reply may have arrived; the worker reads it without the lock. */
  private volatile boolean filled;

  /** The replies that the worker has taken, and how many of them it has read. */
  private ArrayList<Reply> taken = new ArrayList<>(ROOM);

  private int read;

  /** Called on any thread. If a request gets two results, the first one counts. */
  void add(Reply reply, WriteResult result) {
    if (!reply.compareAndSet(null, result)) {
      return;
    }
    synchronized (lock) {
      arrived.add(reply);
      if (!filled) { // a volatile read is cheaper than a write
        filled = true;
      }
    }
  }

  /** Called on the worker only. */
  @Nullable Reply poll() {
    if (read == taken.size()) {
      takeAll();
    }
    return read < taken.size() ? taken.get(read++) : null;
  }

  /** Called on the worker only. */
  boolean isEmpty() {
    return read == taken.size() && !filled;
  }

  private void takeAll() {
    taken.clear(); // also if nothing is new: an idle pipeline holds no events
    read = 0;
    if (filled) {
      synchronized (lock) {
        ArrayList<Reply> empty = taken;
        taken = arrived;
        arrived = empty;
        filled = false;
      }
    }
  }
}
