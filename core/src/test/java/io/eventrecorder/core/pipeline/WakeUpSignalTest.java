package io.eventrecorder.core.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WakeUpSignalTest {
  private final WakeUpSignal wakeUp = new WakeUpSignal();
  private final CountDownLatch awake = new CountDownLatch(1);

  @Test
  void whoIsWokenGoesOn() throws InterruptedException {
    awaitParked(parks(() -> true));

    wakeUp.wake();

    assertGoesOn();
  }

  @Test
  void whoHasSomethingToDoDoesNotWait() throws InterruptedException {
    parks(() -> false);

    assertGoesOn();
  }

  @Test
  void whoIsWokenBeforeItWaitsDoesNotWait() throws InterruptedException {
    parks(
        () -> {
          wakeUp.wake();
          return true;
        });

    assertGoesOn();
  }

  /** As a lock does that it has to wait for, while it looks for something to do. */
  @Test
  void itIsWokenThoughSomebodyElseHasTakenThePermit() throws InterruptedException {
    parks(
        () -> {
          wakeUp.wake();
          LockSupport.park();
          return true;
        });

    assertGoesOn();
  }

  @Test
  void wakingNobodyDoesNotCountForTheNextWait() {
    wakeUp.wake();

    awaitParked(parks(() -> true));
    assertThat(awake.getCount()).isOne();
  }

  @Test
  void anInterruptOfUserCodeIsForgotten() throws InterruptedException {
    boolean[] interrupted = new boolean[1];
    Thread thread =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              wakeUp.park(() -> true, SECONDS.toNanos(60));
              interrupted[0] = Thread.currentThread().isInterrupted();
            });
    thread.start();
    thread.join();

    assertThat(interrupted[0]).isFalse();
  }

  private Thread parks(BooleanSupplier idle) {
    Thread thread =
        new Thread(
            () -> {
              wakeUp.park(idle, Long.MAX_VALUE);
              awake.countDown();
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void awaitParked(Thread thread) {
    while (LockSupport.getBlocker(thread) != wakeUp) {
      Thread.onSpinWait();
    }
  }

  private void assertGoesOn() throws InterruptedException {
    assertThat(awake.await(10, SECONDS)).isTrue();
  }
}
