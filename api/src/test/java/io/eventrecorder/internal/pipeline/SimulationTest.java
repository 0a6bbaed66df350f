package io.eventrecorder.internal.pipeline;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The delivery engine under a deterministic simulator. {@code -Dsimulation.seeds=100000} runs more,
 * {@code -Dsimulation.seed=…} replays one.
 */
class SimulationTest {
  private static final long FIRST = Long.getLong("simulation.seed", 1);
  private static final int SEEDS =
      System.getProperty("simulation.seed") == null
          ? Integer.getInteger("simulation.seeds", 2000)
          : 1;

  @Test
  void whatever_happens_nothing_is_lost_without_being_counted() {
    long nanos = 0;
    long faults = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Simulation simulation = new Simulation(seed);
      try {
        nanos += simulation.run() / 1000;
        faults += simulation.faults();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed "
                + seed
                + ": "
                + e.getMessage()
                + "\nreplay: mvn -pl api test -Dtest=SimulationTest -Dsimulation.seed="
                + seed,
            e);
      }
    }
    System.out.printf(
        "simulated %d seeds, %d virtual hours, %d faults%n",
        SEEDS, Duration.ofNanos(nanos).multipliedBy(1000).toHours(), faults);
  }
}
