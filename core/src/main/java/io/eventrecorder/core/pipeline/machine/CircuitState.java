package io.eventrecorder.core.pipeline.machine;

/** The state of the circuit breaker of a {@link FailureDomain}. */
enum CircuitState {
  /** Writes are sent. */
  CLOSED,
  /** Writes wait. */
  OPEN,
  /** Writes wait, and the answer to one of them decides whether the circuit closes. */
  HALF_OPEN
}
