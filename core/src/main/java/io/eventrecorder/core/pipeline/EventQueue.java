package io.eventrecorder.core.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.spi.DeliveryThread;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a pipeline's worker. It holds a limited number of events, and marks for the callers
 * of a flush, which need no room. Events that the worker has taken keep their room until it takes
 * more, so that its batch is not a second queue.
 */
final class EventQueue {
  /** How many items the worker takes in one batch. */
  static final int BATCH = 64;

  /**
   * While the worker is busy, threads that wait for room are woken when an eighth of the queue is
   * free, and not for each event: it takes longer to put a thread to sleep and wake it than to
   * record many events.
   */
  private static final int WAKE_DIVISOR = 8;

  private final int capacity;
  private final OverflowPolicy overflow;
  private final long blockNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();

  @GuardedBy("lock")
  private final QueueItems items;

  /** How many events the worker took last. */
  @GuardedBy("lock")
  private int taken;

  @GuardedBy("lock")
  private long offered;

  @GuardedBy("lock")
  private long dropped;

  @GuardedBy("lock")
  private long filtered;

  /** How many threads wait for room. */
  @GuardedBy("lock")
  private int waiting;

  @GuardedBy("lock")
  private boolean closed;

  /** Whether the worker has failed, and takes nothing any more. */
  @GuardedBy("lock")
  private boolean failed;

  /**
   * A queue without events.
   *
   * @param capacity how many events it holds at most
   * @param overflow what happens when it is full
   * @param blockNanos how long an event waits for room, with {@code block}, before it is dropped
   */
  EventQueue(int capacity, OverflowPolicy overflow, long blockNanos) {
    this.capacity = capacity;
    this.overflow = overflow;
    this.blockNanos = blockNanos;
    this.items = new QueueItems(overflow);
  }

  int capacity() {
    return capacity;
  }

  /**
   * Offers an event; returns false if the queue is closed, and then does not count it.
   *
   * @param mayWait whether a worker runs, which makes room
   */
  boolean offer(Event event, boolean mayWait) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (mayWait && overflow == OverflowPolicy.BLOCK && isFull() && !isDeliveryThread()) {
        awaitRoom();
        if (closed) {
          return true; // close() has counted it
        }
      }
      if (failed || (isFull() && !madeRoom(event))) {
        dropped++;
      } else {
        items.add(event);
      }
      offered++; // not before: an event that waits for room is not offered yet
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Counts an event that the pipeline does not want; returns false if the queue is closed. */
  boolean filtered() {
    lock.lock();
    try {
      if (!closed) {
        offered++;
        filtered++;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a mark behind all events so far; returns false if the worker will not reach it. */
  boolean mark(Runnable mark) {
    lock.lock();
    try {
      boolean isOpen = !closed && !failed;
      if (isOpen) {
        items.addMark(mark);
      }
      return isOpen;
    } finally {
      lock.unlock();
    }
  }

  /** Moves the next items to a batch, oldest first. The room of the last batch becomes free. */
  void take(ArrayDeque<Object> batch) {
    lock.lock();
    try {
      taken = 0;
      for (int i = 0; i < BATCH; i++) {
        Object item = items.peek();
        if (item == null) {
          break;
        }
        batch.add(item); // before it leaves the queue, so that a full heap does not lose it
        Object unused = items.remove();
        taken += item instanceof Event ? 1 : 0;
      }
      int used = items.events() + taken;
      if (waiting > 0 && used <= capacity - capacity / WAKE_DIVISOR && !isFull()) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The worker is idle, so it wakes the threads that wait, even if little room is free. */
  void rest() {
    if (overflow != OverflowPolicy.BLOCK) {
      return;
    }
    lock.lock();
    try {
      if (waiting > 0 && !isFull()) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return items.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the queue; returns false if it was closed before. Threads that wait for room are woken.
   * Their events count as dropped here, so that the counts are final.
   */
  boolean close() {
    lock.lock();
    try {
      boolean first = !closed;
      if (first) {
        closed = true;
        offered += waiting;
        dropped += waiting;
        room.signalAll();
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** The worker has failed: from now on all events are dropped, and no thread waits for room. */
  void fail() {
    lock.lock();
    try {
      failed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The counts at one moment. */
  record Counts(long offered, long dropped, long filtered) {}

  Counts counts() {
    lock.lock();
    try {
      return new Counts(offered, dropped, filtered);
    } finally {
      lock.unlock();
    }
  }

  /** How many events have come in so far, without those that were dropped. */
  long entered() {
    lock.lock();
    try {
      return offered - dropped - filtered;
    } finally {
      lock.unlock();
    }
  }

  /** How many events have been taken out so far. */
  long takenSoFar() {
    lock.lock();
    try {
      return offered - dropped - filtered - items.events();
    } finally {
      lock.unlock();
    }
  }

  /** Takes out the marks, which the worker will not reach. */
  List<Object> takeMarks() {
    lock.lock();
    try {
      return items.removeMarks();
    } finally {
      lock.unlock();
    }
  }

  /** The oldest event, for reports; null if there is none. */
  @Nullable Event peek() {
    lock.lock();
    try {
      return items.peekEvent();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean isFull() {
    return items.events() + taken >= capacity;
  }

  /** Drops the oldest event for another one. Events that the worker has taken are not dropped. */
  @GuardedBy("lock")
  private boolean madeRoom(Event event) {
    if (!items.mayReplaceOldest(event)) {
      return false;
    }
    boolean removed = items.removeOldestEvent();
    dropped += removed ? 1 : 0;
    return removed || (overflow == OverflowPolicy.DROP_OLDEST && items.events() == 0);
  }

  /** A thread that delivers events must not wait for itself. */
  private static boolean isDeliveryThread() {
    return Thread.currentThread() instanceof DeliveryThread;
  }

  @GuardedBy("lock")
  private void awaitRoom() {
    long left = blockNanos;
    waiting++;
    try {
      while (isFull() && !closed && !failed && left > 0) {
        left = room.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread()
          .interrupt(); // the application interrupts this thread, so it must not wait
    } finally {
      waiting--;
    }
  }
}
