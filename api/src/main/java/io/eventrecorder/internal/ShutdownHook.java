package io.eventrecorder.internal;

import io.eventrecorder.CloseReport;
import io.eventrecorder.EventBroadcaster;
import java.io.PrintStream;

/**
 * Closes a broadcaster when the JVM ends. What is lost then goes to standard error: logging may be
 * gone already.
 */
final class ShutdownHook extends Thread {
  private final EventBroadcaster broadcaster;
  private final PrintStream err;

  ShutdownHook(EventBroadcaster broadcaster, PrintStream err) {
    super(null, null, "eventrecorder-shutdown", 0, false);
    this.broadcaster = broadcaster;
    this.err = err;
  }

  @Override
  public void run() {
    CloseReport report = broadcaster.close(EventBroadcaster.DEFAULT_CLOSE_TIMEOUT);
    if (!report.complete()) {
      err.println(Losses.of(report));
    }
  }

  /** The broadcaster is closed: nothing may keep it, or its class loader, any longer. */
  void remove() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(this);
    } catch (IllegalStateException e) {
      // the JVM is ending, and this hook is running
    }
  }
}
