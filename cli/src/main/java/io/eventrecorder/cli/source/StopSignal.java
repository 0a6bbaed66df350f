package io.eventrecorder.cli.source;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells the reading thread of a source to end, and waits until it has ended. Thread-safe. */
public final class StopSignal {
  /** How long a thread that stops a source waits for the reading thread. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;

  /** Creates a signal that is not given. */
  public StopSignal() {}

  /** {@return whether the reading thread must end} */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Marks the beginning of reading. */
  public void begin() {
    begun = true;
  }

  /** Marks the end of reading. */
  public void end() {
    ended.countDown();
  }

  /** Asks the reading thread to end. */
  public void ask() {
    asked.countDown();
  }

  /** Asks the reading thread to end, and waits a short time for it. */
  public void askAndWait() {
    ask();
    if (begun) {
      wait(ended, PATIENCE);
    }
  }

  /**
   * Waits, but no longer than until the reading thread must end.
   *
   * @param time how long
   */
  public void pause(Duration time) {
    wait(asked, time);
  }

  private static void wait(CountDownLatch latch, Duration time) {
    try {
      boolean unused = latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
