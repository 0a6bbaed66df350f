package io.eventrecorder.cli;

import java.util.concurrent.locks.LockSupport;

/**
 * What is done when somebody ends the process from outside, with Ctrl-C or SIGTERM: a pipe that
 * runs for ever, such as behind {@code kubectl get events --watch}, is always ended like this.
 */
final class Interrupt {
  private final Thread hook;

  private Interrupt(Thread hook) {
    this.hook = hook;
  }

  static Interrupt does(Runnable action) {
    Interrupt interrupt = new Interrupt(new Thread(action, "event-record-end"));
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** The command ends by itself. Waits for ever if the process is ending already. */
  void forget() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) { // too late: the other end has begun
      while (true) {
        LockSupport.park();
      }
    }
  }
}
