package io.eventrecorder.core.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Answers, on their way from any thread to the worker, in order. Unbounded, but it holds each reply
 * once.
 *
 * <p>A list under a lock that is held for a moment, and not replies linked through themselves
 * without one: to follow the links, the worker would have to wait for the memory of each reply, one
 * after the other, where in a list it is fetched ahead.
 */
final class Mailbox {
  /** So many answers need no memory on their way, so that a full heap loses none of them. */
  private static final int ROOM = 64;

  private final Object lock = new Object();

  @GuardedBy("lock")
  private ArrayList<Reply> arrived = new ArrayList<>(ROOM);

  /** Whether there may be any; so that nobody needs the lock to see that there is none. */
  private volatile boolean filled;

  /** What the worker has taken, and how much of it it has read. */
  private ArrayList<Reply> taken = new ArrayList<>(ROOM);

  private int read;

  /** On any thread. Of two answers to a request the first one counts. */
  void add(Reply reply, WriteResult result) {
    if (!reply.compareAndSet(null, result)) {
      return;
    }
    synchronized (lock) {
      arrived.add(reply);
      if (!filled) { // it is cheaper to read than to write
        filled = true;
      }
    }
  }

  /** On the worker. */
  @Nullable Reply poll() {
    if (read == taken.size()) {
      takeAll();
    }
    return read < taken.size() ? taken.get(read++) : null;
  }

  /** On the worker. */
  boolean isEmpty() {
    return read == taken.size() && !filled;
  }

  private void takeAll() {
    taken.clear(); // also if there is nothing new: who is idle holds no events
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
