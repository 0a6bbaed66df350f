package io.eventrecorder.core.pipeline.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the machine with a deterministic simulator. {@code -Dsimulation.seeds=1000000} runs more,
 * {@code -Dsimulation.from=…} begins elsewhere, {@code -Dsimulation.threads=2} uses more
 * processors, and {@code -Dsimulation.seed=…} replays one.
 */
class SimulationTest {
  private static final boolean REPLAY = System.getProperty("simulation.seed") != null;
  private static final long FIRST = Long.getLong(REPLAY ? "simulation.seed" : "simulation.from", 1);
  private static final int SEEDS = REPLAY ? 1 : Integer.getInteger("simulation.seeds", 2000);
  private static final int THREADS = Integer.getInteger("simulation.threads", 1);

  private final AtomicLong next = new AtomicLong(FIRST);
  private final LongAdder micros = new LongAdder();
  private final LongAdder faults = new LongAdder();

  /** A sum, so that the order in which threads finish their seeds does not matter. */
  private final LongAdder trace = new LongAdder();

  @Test
  void nothing_is_lost_without_being_counted() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> shares = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        shares.add(threads.submit(this::runShare));
      }
      for (Future<?> share : shares) {
        share.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.printf(
        "simulated %d seeds, %d virtual hours, %d faults, trace %016x%n",
        SEEDS,
        Duration.ofNanos(micros.sum()).multipliedBy(1000).toHours(),
        faults.sum(),
        trace.sum());
  }

  private void runShare() {
    for (long seed = next.getAndIncrement(); seed < FIRST + SEEDS; seed = next.getAndIncrement()) {
      run(seed);
    }
  }

  private void run(long seed) {
    Simulation simulation = new Simulation(seed);
    try {
      micros.add(simulation.run() / 1000);
      faults.add(simulation.faults());
      trace.add(simulation.trace());
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed "
              + seed
              + ": "
              + e.getMessage()
              + "\nreplay: mvn -pl core -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=SimulationTest -Dsimulation.seed="
              + seed,
          e);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {41_368, 61_040, 110_353, 1_007_490})
  void lanes_that_wait_for_a_permit_of_a_domain_with_an_outage_are_not_forgotten(long seed) {
    run(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {71_652, 1_006_544})
  void writes_that_close_abandons_or_adds_are_counted(long seed) {
    run(seed);
  }
}
