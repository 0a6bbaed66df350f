package io.eventrecorder.core.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.core.guard.GuardedLogger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a pipeline's worker. It is started when it is needed. If the process has no thread
 * left, each later attempt tries again.
 */
final class WorkerThread {
  private final String pipeline;
  private final Runnable worker;
  private final ThreadFactory threads;
  private final StatsPublisher statistics;
  private final GuardedLogger logger;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  /** Null until one was started. */
  private volatile @Nullable Thread thread;

  /** Whether the last attempt to start a thread failed, and was logged. */
  @GuardedBy("this")
  private boolean failing;

  WorkerThread(
      String pipeline,
      Runnable worker,
      ThreadFactory threads,
      StatsPublisher statistics,
      GuardedLogger logger) {
    this.pipeline = pipeline;
    this.worker = worker;
    this.threads = threads;
    this.statistics = statistics;
    this.logger = logger;
  }

  boolean isStarted() {
    return thread != null;
  }

  /** Whether the caller is the worker. */
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** Starts the thread if that was not done before; returns whether it is started. */
  boolean start() {
    return thread != null || tryStart();
  }

  private synchronized boolean tryStart() {
    if (thread != null) {
      return true;
    }
    try {
      Thread fresh = threads.newThread(worker);
      fresh.setName("eventrecorder-" + pipeline);
      fresh.setDaemon(true);
      fresh.setContextClassLoader(loader);
      fresh.start();
      thread = fresh;
      failing = false;
      return true;
    } catch (Throwable e) {
      if (!failing) {
        failing = true;
        report(e);
      }
      return false;
    }
  }

  private void report(Throwable cause) {
    String why = "no thread can be started; raise the limit of threads, or use fewer";
    statistics.waitForThread(why);
    logger.log(
        Level.ERROR,
        "event pipeline "
            + pipeline
            + ": "
            + why
            + "; its events wait, and each new event tries again to start one",
        cause);
  }

  /** Interrupts the thread, which hangs; returns what it was doing. */
  String interrupt() {
    Thread stuck = thread;
    if (stuck == null) {
      return "no thread could be started for pipeline " + pipeline;
    }
    StackTraceElement[] stack = stuck.getStackTrace();
    stuck.interrupt();
    String where = stack.length == 0 ? "its end" : stack[0].toString();
    return "the worker of pipeline " + pipeline + " was still in " + where;
  }
}
