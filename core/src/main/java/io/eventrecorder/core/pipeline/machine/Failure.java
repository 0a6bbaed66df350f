package io.eventrecorder.core.pipeline.machine;

/**
 * A failed attempt, with all that the decision about it depends on. Immutable.
 *
 * @param kind how it failed
 * @param create whether the request was a create
 * @param identity what is known of the event in the store
 * @param budget the write's budget, with this try included
 * @param phase whether the pipeline closes
 * @param circuit the circuit of the domain that the failure concerns
 */
record Failure(
    WriteResult.Kind kind,
    boolean create,
    StoredIdentity identity,
    RetryBudget budget,
    Phase phase,
    Circuit circuit) {
  enum Phase {
    /** The pipeline runs. */
    RUNNING,
    /** The pipeline closes, and the attempt had begun before: one more try is left. */
    CLOSING,
    /** The attempt was the last one. */
    LAST_TRY;

    static Phase of(Attempt attempt, boolean closing) {
      return attempt.last ? LAST_TRY : closing ? CLOSING : RUNNING;
    }
  }

  /**
   * A circuit breaker at the moment of a failure.
   *
   * @param open whether it was open already
   * @param breaks whether the failure is enough to open it
   * @param probe whether the attempt was the probe of a circuit
   */
  record Circuit(boolean open, boolean breaks, boolean probe) {
    /** For failures that do not concern their domain. */
    static final Circuit UNCONCERNED = new Circuit(false, false, false);
  }

  /** Whether the lane waits for its circuit now. While a pipeline closes, no lane does. */
  boolean parks() {
    return (circuit.open || circuit.breaks) && phase == Phase.RUNNING;
  }

  /** Whether the lane may have to wait for a pause, which the caller draws. */
  boolean mayBackOff() {
    return switch (kind) {
      case BUG -> !budget.bugRetried();
      case RETRYABLE, MISCONFIGURED -> !parks();
      default -> false;
    };
  }
}
