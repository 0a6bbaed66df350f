package io.eventrecorder.core;

import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.spi.DeliveryThread;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Closes a broadcaster when the JVM ends. It reports abandoned writes on standard error, because
 * logging may be closed already.
 */
final class ShutdownHook extends Thread implements DeliveryThread {
  private final EventBroadcaster broadcaster;
  private final PrintStream err;
  private final Duration timeout;

  ShutdownHook(EventBroadcaster broadcaster, PrintStream err, Duration timeout) {
    super(null, null, "eventrecorder-shutdown", 0, false);
    this.broadcaster = broadcaster;
    this.err = err;
    this.timeout = timeout;
  }

  @Override
  public void run() {
    CloseReport report = broadcaster.close(timeout);
    if (!report.complete()) {
      err.println(CloseSummary.of(report));
    }
  }

  /**
   * Removes this hook after a close, so that the JVM keeps neither broadcaster nor class loader.
   */
  void remove() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(this);
    } catch (IllegalStateException e) {
      // the JVM is ending and runs this hook
    }
  }
}
