package io.eventrecorder.internal.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.OverflowPolicy;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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

  private static final int BATCH = 64;

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

  @GuardedBy("lock")
  private final ArrayDeque<Object> items = new ArrayDeque<>();

  @GuardedBy("lock")
  private int events;

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

  /** False if the queue is closed: the event was not offered at all. */
  boolean offer(Event event) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      offered++;
      if (isFull() && !madeRoom(event)) {
        dropped++;
      } else {
        items.add(event);
        events++;
      }
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

  /** Adds a mark behind all events so far; false if the queue is closed. */
  boolean mark(Runnable mark) {
    lock.lock();
    try {
      return !closed && items.add(mark);
    } finally {
      lock.unlock();
    }
  }

  /** Moves the next items, oldest first; the room of the last batch is free again. */
  void take(ArrayDeque<Object> batch) {
    lock.lock();
    try {
      taken = 0;
      for (int i = 0; i < BATCH && !items.isEmpty(); i++) {
        Object item = items.remove();
        if (item instanceof Event) {
          events--;
          taken++;
        }
        batch.add(item);
      }
      if (waiting > 0 && events + taken <= capacity - capacity / PLENTY_DIVISOR && !isFull()) {
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
      return items.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing more in, and wakes whoever waits for room; false if that was so before. */
  boolean close() {
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      room.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** The counts at one moment. */
  record Counts(long offered, long dropped, long filtered) {
    /** What was let in. */
    long entered() {
      return offered - dropped - filtered;
    }
  }

  Counts counts() {
    lock.lock();
    try {
      return new Counts(offered, dropped, filtered);
    } finally {
      lock.unlock();
    }
  }

  /** The oldest event that nobody took; for reports. */
  @Nullable Event peek() {
    lock.lock();
    try {
      return items.stream()
          .filter(Event.class::isInstance)
          .map(Event.class::cast)
          .findFirst()
          .orElse(null);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean isFull() {
    return events + taken >= capacity;
  }

  @GuardedBy("lock")
  private boolean madeRoom(Event event) {
    return switch (overflow) {
      case DROP_NEWEST -> false;
      case DROP_OLDEST -> dropped(any -> true) || events == 0;
      case PRIORITY -> isWarning(event) && dropped(queued -> !isWarning(queued));
      case BLOCK -> waitedForRoom();
    };
  }

  private static boolean isWarning(Event event) {
    return event.type().equals(EventType.WARNING);
  }

  /** Drops the oldest event that may go; what the worker holds already may not. */
  @GuardedBy("lock")
  private boolean dropped(Predicate<Event> mayGo) {
    for (Iterator<Object> all = items.iterator(); all.hasNext(); ) {
      if (all.next() instanceof Event event && mayGo.test(event)) {
        all.remove();
        events--;
        dropped++;
        return true;
      }
    }
    return false;
  }

  @GuardedBy("lock")
  private boolean waitedForRoom() {
    if (Thread.currentThread().getName().startsWith(THREAD_PREFIX)) {
      return false;
    }
    long left = blockNanos;
    waiting++;
    try {
      while (isFull() && !closed && left > 0) {
        left = room.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the application wants to end: not by waiting here
    } finally {
      waiting--;
    }
    return !isFull() && !closed;
  }
}
