package io.eventrecorder.sink.kafka;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * From the threads that write to the one that sends, in order. The sender takes all there is at
 * once, so that it needs the lock once for many; what waits is bounded by the writes in flight.
 */
final class BatchQueue<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();

  @GuardedBy("lock")
  private ArrayList<T> waiting = new ArrayList<>();

  @GuardedBy("lock")
  private boolean closed;

  /** {@return false if it is closed} */
  boolean add(T element) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      waiting.add(element);
      if (waiting.size() == 1) {
        filled.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** {@return what is waiting, at least one; null when it is closed and all was taken} */
  @Nullable List<T> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      return waiting.isEmpty() ? null : takeAll();
    } finally {
      lock.unlock();
    }
  }

  /** {@return what is waiting now} */
  List<T> poll() {
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
      filled.signal();
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
