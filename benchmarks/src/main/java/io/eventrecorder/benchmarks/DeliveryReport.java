package io.eventrecorder.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks the guarantees of a pipeline with a real HTTP server on loopback. Prints one line for each
 * check, with its figures. The exit code is 1 if a check fails. The report always ends within two
 * minutes.
 */
public final class DeliveryReport {
  private static final Duration LIMIT = Duration.ofSeconds(29);

  private DeliveryReport() {}

  /**
   * Runs the report.
   *
   * @param args none
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    List<DeliveryScenario> scenarios =
        List.of(
            new DeliveryCoalescing(),
            new DeliveryBackOff(),
            new DeliveryRestart(),
            new DeliverySilentServer());
    int failed = 0;
    int all = 0;
    for (DeliveryScenario scenario : scenarios) {
      System.out.println(scenario.title());
      for (DeliveryCheck check : checks(scenario)) {
        System.out.println(check);
        all++;
        failed += check.holds() ? 0 : 1;
      }
    }
    System.out.println(
        failed == 0 ? "all " + all + " checks hold" : failed + " of " + all + " checks FAILED");
    System.exit(failed == 0 ? 0 : 1); // A scenario that took too long may still run.
  }

  private static List<DeliveryCheck> checks(DeliveryScenario scenario) throws InterruptedException {
    FutureTask<List<DeliveryCheck>> task = new FutureTask<>(scenario::run);
    Thread thread = new Thread(task, "delivery-report");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return List.of(new DeliveryCheck(false, "not finished within " + LIMIT.toSeconds() + " s"));
    } catch (ExecutionException e) {
      return List.of(new DeliveryCheck(false, "ended with " + e.getCause()));
    }
  }
}
