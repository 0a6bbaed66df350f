package io.eventrecorder.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A thread that runs the same task as the measuring thread, at the same time. Both wait for each
 * other actively, because to wake a thread takes longer than the task.
 */
final class SecondThread {
  private final Thread thread;
  private volatile int started;
  private volatile int done;
  private volatile boolean ended;

  /** What the task threw on the second thread; null if nothing. */
  private volatile @Nullable Throwable failure;

  SecondThread(Runnable task) {
    thread = new Thread(() -> run(task), "second");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Runnable task) {
    for (int next = 1; !ended; next++) {
      while (started != next && !ended) {
        Thread.onSpinWait();
      }
      if (ended) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      done = next;
    }
  }

  /**
   * Runs the task on both threads; returns when both are done.
   *
   * @throws IllegalStateException if the task throws on the second thread, or if this has ended
   */
  void runWith(Runnable task) {
    if (ended) {
      throw new IllegalStateException("the second thread has ended");
    }
    int next = done + 1;
    started = next;
    try {
      task.run();
    } finally {
      while (done != next) {
        Thread.onSpinWait();
      }
    }
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("the task failed on the second thread", thrown);
    }
  }

  /** Ends the thread. Called by the thread that calls {@link #runWith}. */
  void end() {
    ended = true;
  }

  /** Waits until the thread has ended. */
  void join() throws InterruptedException {
    thread.join();
  }
}
