package io.eventrecorder.core.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.broadcaster.OverflowPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the worker: events, bounded, and marks of those who wait for a flush, which need
 * no room. Events that the worker has taken and not yet asked for more keep their room, so that its
 * batch is not a hidden second queue.
 */
final class EventQueue {
  /**
   * Our own threads, by their names: sinks and watchers that record must not wait for themselves.
   */
  static final String THREAD_PREFIX = "eventrecorder-";

  static final int BATCH = 64;

  /**
   * While the worker is busy, threads that wait for room are woken when an eighth of the queue is
   * free, and not for each event: to put a thread to sleep and wake it up again takes longer than
   * to record many events.
   */
  private static final int PLENTY_DIVISOR = 8;

  private final int capacity;
  private final OverflowPolicy overflow;
  private final long blockNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();

  /** Events, but for those that are in {@link #urgent}. */
  @GuardedBy("lock")
  private final Ring normal = new Ring();

  /** Warnings, if a Normal event gives way to them. */
  @GuardedBy("lock")
  private final Ring urgent = new Ring();

  @GuardedBy("lock")
  private final Ring marks = new Ring();

  /** What comes next comes here in the order of all. */
  @GuardedBy("lock")
  private long nextPlace;

  @GuardedBy("lock")
  private int taken;

  @GuardedBy("lock")
  private long offered;

  @GuardedBy("lock")
  private long dropped;

  /** Threads that wait for room. */
  @GuardedBy("lock")
  private int waiting;

  @GuardedBy("lock")
  private boolean closed;

  /** Nobody will take anything any more. */
  @GuardedBy("lock")
  private boolean failed;

  @GuardedBy("lock")
  private long filtered;

  /** With {@code block}, an event waits for room for {@code blockNanos}, and is dropped then. */
  EventQueue(int capacity, OverflowPolicy overflow, long blockNanos) {
    this.capacity = capacity;
    this.overflow = overflow;
    this.blockNanos = blockNanos;
  }

  int capacity() {
    return capacity;
  }

  /**
   * False if the queue is closed: the event was not offered at all.
   *
   * @param mayWait whether there is somebody who makes room
   */
  boolean offer(Event event, boolean mayWait) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (mayWait && overflow == OverflowPolicy.BLOCK && isFull() && !isOurThread()) {
        awaitRoom();
        if (closed) {
          return true; // and counted, by who closed it
        }
      }
      if (failed || (isFull() && !madeRoom(event))) {
        dropped++;
      } else {
        ring(event).add(event, nextPlace++);
      }
      offered++; // not before: who waits for room has not come in yet
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Counts an event that the pipeline does not want; false if the queue is closed. */
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

  /** Adds a mark behind all events so far; false if nobody will come to it. */
  boolean mark(Runnable mark) {
    lock.lock();
    try {
      if (!closed && !failed) {
        marks.add(mark, nextPlace++);
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Moves the next items, oldest first; the room of the last batch is free again. */
  void take(ArrayDeque<Object> batch) {
    lock.lock();
    try {
      taken = 0;
      for (int i = 0; i < BATCH; i++) {
        Ring next = next();
        Object item = next.peek();
        if (item == null) {
          break;
        }
        batch.add(item); // before it is taken out: a full heap must not lose it
        Object unused = next.remove();
        taken += item instanceof Event ? 1 : 0;
      }
      if (waiting > 0 && events() + taken <= capacity - capacity / PLENTY_DIVISOR && !isFull()) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The worker has nothing to do: whoever waits for room need not wait for plenty. */
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
      return next().size() == 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets nothing more in, and wakes those who wait for room: their events are dropped, and counted
   * here, so that the counts are final. False if it was closed before.
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

  /** From now on all events are dropped, since nobody will take them; nobody waits for room. */
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

  /** How many events were let in so far, and not dropped to make room. */
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
      return offered - dropped - filtered - events();
    } finally {
      lock.unlock();
    }
  }

  /** Takes out the marks that nobody will come to. */
  List<Object> takeMarks() {
    lock.lock();
    try {
      List<Object> all = new ArrayList<>();
      while (marks.size() > 0) {
        all.add(marks.remove());
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** The oldest event that nobody took; for reports. */
  @Nullable Event peek() {
    lock.lock();
    try {
      Ring first = normal.firstPlace() < urgent.firstPlace() ? normal : urgent;
      return (Event) first.peek();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private int events() {
    return normal.size() + urgent.size();
  }

  @GuardedBy("lock")
  private boolean isFull() {
    return events() + taken >= capacity;
  }

  @GuardedBy("lock")
  private Ring ring(Event event) {
    return overflow == OverflowPolicy.PRIORITY && isWarning(event) ? urgent : normal;
  }

  /** Where the oldest item is; empty if there is none. */
  @GuardedBy("lock")
  private Ring next() {
    Ring first = normal.firstPlace() < urgent.firstPlace() ? normal : urgent;
    return marks.firstPlace() < first.firstPlace() ? marks : first;
  }

  @GuardedBy("lock")
  private boolean madeRoom(Event event) {
    return switch (overflow) {
      case DROP_NEWEST, BLOCK -> false;
      case DROP_OLDEST -> droppedOldest() || events() == 0;
      case PRIORITY -> isWarning(event) && droppedOldest();
    };
  }

  private static boolean isWarning(Event event) {
    return EventType.isWarning(event.type());
  }

  /** Drops the oldest event that may go; what the worker holds already may not. */
  @GuardedBy("lock")
  private boolean droppedOldest() {
    if (normal.size() == 0) {
      return false;
    }
    Object unused = normal.remove();
    dropped++;
    return true;
  }

  private static boolean isOurThread() {
    return Thread.currentThread().getName().startsWith(THREAD_PREFIX);
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
      Thread.currentThread().interrupt(); // the application wants to end: not by waiting here
    } finally {
      waiting--;
    }
  }
}
