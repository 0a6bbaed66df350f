package io.eventrecorder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SecondThreadTest {
  private final Thread first = Thread.currentThread();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void both_threads_run_the_task_and_none_runs_it_after_the_end() throws InterruptedException {
    SecondThread second = new SecondThread(runs::incrementAndGet);
    second.runWith(runs::incrementAndGet);
    second.runWith(runs::incrementAndGet);

    second.end();
    second.join();

    assertThat(runs).hasValue(4);
    assertThatThrownBy(() -> second.runWith(runs::incrementAndGet))
        .hasMessage("the second thread has ended");
  }

  @Test
  void a_task_that_fails_on_the_second_thread_fails_the_run() {
    SecondThread second = new SecondThread(this::failOnSecond);

    assertThatThrownBy(() -> second.runWith(this::failOnSecond))
        .hasRootCauseMessage("bug in the task");
    assertThatThrownBy(() -> second.runWith(this::failOnSecond))
        .as("again")
        .hasRootCauseMessage("bug in the task");
    second.end();
  }

  private void failOnSecond() {
    if (Thread.currentThread() != first) {
      throw new AssertionError("bug in the task");
    }
  }
}
