package io.eventrecorder.cli.terminal;

import java.util.concurrent.locks.LockSupport;

/**
 * Runs an action when Ctrl-C or SIGTERM ends the process. An endless pipe, such as one behind
 * {@code kubectl get events --watch}, always ends in this way.
 */
public final class InterruptHandler {
  private final Thread hook;

  private InterruptHandler(Thread hook) {
    this.hook = hook;
  }

  /**
   * {@return a handler that is installed}
   *
   * @param action runs on another thread while the process ends
   */
  public static InterruptHandler install(Runnable action) {
    InterruptHandler interrupt = new InterruptHandler(new Thread(action, "event-record-end"));
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /**
   * Removes the handler, because the command ends by itself. If the process is already ending, this
   * never returns: the action then writes the last words.
   */
  public void remove() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) { // the action is already running
      while (true) {
        LockSupport.park();
      }
    }
  }
}
