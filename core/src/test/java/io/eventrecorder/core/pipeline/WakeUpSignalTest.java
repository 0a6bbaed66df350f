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
  void a_thread_that_waits_is_woken() throws InterruptedException {
    awaitParked(parks(() -> true));

    wakeUp.wake();

    assertGoesOn();
  }

  @Test
  void a_thread_with_work_does_not_wait() throws InterruptedException {
    parks(() -> false);

    assertGoesOn();
  }

  @Test
  void a_thread_that_is_woken_before_it_waits_does_not_wait() throws InterruptedException {
    parks(
        () -> {
          wakeUp.wake();
          return true;
        });

    assertGoesOn();
  }

  /** A lock that the thread waits for, while it looks for work, uses up its permit. */
  @Test
  void a_thread_is_woken_even_if_a_lock_has_used_up_its_permit() throws InterruptedException {
    parks(
        () -> {
          wakeUp.wake();
          LockSupport.park();
          return true;
        });

    assertGoesOn();
  }

  @Test
  void a_wake_up_without_a_waiting_thread_has_no_effect_on_the_next_wait() {
    wakeUp.wake();

    awaitParked(parks(() -> true));
    assertThat(awake.getCount()).isOne();
  }

  @Test
  void an_interrupt_that_user_code_left_is_cleared() throws InterruptedException {
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
