package io.eventrecorder.benchmarks;

import java.util.List;

/** One way to make delivery hard, and what must hold all the same. */
interface DeliveryScenario {
  /** In one line, what is done. */
  String title();

  /** Does it; waits for nothing without a bound. */
  List<DeliveryCheck> run() throws Exception;
}
