package io.eventrecorder.sink.kafka;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A first-in first-out queue from the threads that write to the thread that sends. The consumer
 * takes all waiting elements together, so that it needs the lock once for a whole batch. The queue
 * has no capacity: the pipeline limits the number of writes in flight. Thread-safe.
 */
final class BatchQueue<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();

  @GuardedBy("lock")
  private ArrayList<T> waiting = new ArrayList<>();

  @GuardedBy("lock")
  private boolean closed;

  /** {@return false if the queue is closed} */
  boolean add(T element) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      waiting.add(element);
      if (waiting.size() == 1) {
        notEmpty.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for elements.
   *
   * @return all waiting elements, at least one; null if the queue is closed and empty
   */
  @Nullable List<T> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        notEmpty.awaitUninterruptibly();
      }
      return waiting.isEmpty() ? null : takeAll();
    } finally {
      lock.unlock();
    }
  }

  /** {@return all waiting elements, perhaps none; does not wait} */
  List<T> drain() {
    lock.lock();
    try {
      return takeAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private List<T> takeAll() {
    List<T> taken = waiting;
    waiting = new ArrayList<>(Math.min(1024, taken.size()));
    return taken;
  }
}
