package io.eventrecorder.benchmarks;

import java.util.List;

/** A difficult situation for delivery, and the guarantees that must still hold. */
interface DeliveryScenario {
  /** {@return a description in one line} */
  String title();

  /** Runs the scenario. Every wait in it has a time-out. */
  List<DeliveryCheck> run() throws Exception;
}
