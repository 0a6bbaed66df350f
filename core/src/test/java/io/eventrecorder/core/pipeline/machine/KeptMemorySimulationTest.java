package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Restarts with the kept memory. {@code -Dsimulation.seeds=1000000} runs more seeds. */
class KeptMemorySimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 2000);

  @Test
  void counts_never_fall_below_what_was_kept_and_never_double() {
    int restarts = 0;
    int faults = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      KeptMemorySimulation simulation = new KeptMemorySimulation(seed);
      try {
        simulation.run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      restarts += simulation.restarts;
      faults += simulation.faults;
    }
    assertThat(restarts).isGreaterThan(10 * SEEDS);
    assertThat(faults).isGreaterThan(10 * SEEDS);
  }
}
