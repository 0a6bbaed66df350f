package io.eventrecorder.benchmarks;

/**
 * A thread that runs the same task as the measuring thread, at the same time. Both wait for each
 * other actively, because to wake a thread takes longer than the task.
 */
final class SecondThread {
  private final Thread thread;
  private volatile int started;
  private volatile int done;
  private volatile boolean ended;

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
      task.run();
      done = next;
    }
  }

  /** Runs the task on both threads; returns when both are done. */
  void runWith(Runnable task) {
    int next = done + 1;
    started = next;
    task.run();
    while (done != next) {
      Thread.onSpinWait();
    }
  }

  void end() {
    ended = true;
  }
}
