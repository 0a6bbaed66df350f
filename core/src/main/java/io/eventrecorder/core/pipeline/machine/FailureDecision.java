package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.core.pipeline.machine.Failure.Phase;

/**
 * What happens after a failed attempt. Immutable.
 *
 * @param action what happens to the write
 * @param identityChange what the answer says about the event in the store
 * @param countsAsTry whether the attempt counts as one of the write's tries; a try of a write whose
 *     circuit was open does not
 * @param opensCircuit whether the circuit opens, or stays open for another pause
 * @param pauseNanos how long the write backs off, if it does
 */
record FailureDecision(
    Action action,
    IdentityChange identityChange,
    boolean countsAsTry,
    boolean opensCircuit,
    long pauseNanos) {
  enum Action {
    /** The write waits, and is sent again as soon as there is a permit. */
    SEND_AGAIN,
    /** The write waits until its pause is over. */
    BACK_OFF,
    /** The write waits until its circuit closes. */
    PARK,
    /** The write counts as rejected. */
    REJECT,
    /** The write has used up its tries or its time, and counts as failed. */
    GIVE_UP,
    /** The pipeline closes, and the write counts as abandoned. */
    ABANDON
  }

  enum IdentityChange {
    NONE,
    /** The store has lost the event: the next request creates it. */
    CREATE_AGAIN,
    /** The store has the event already: the next request patches it. */
    PATCH,
    /** Another event has the name: the next request creates the event under a new name. */
    RENAME
  }

  /**
   * Decides. A pure function.
   *
   * @param failure the failed attempt
   * @param limits how often and how long a write is tried
   * @param pauseNanos the pause before the next try, if the failure {@link Failure#mayBackOff may
   *     need} one
   * @param now a reading of the monotonic clock
   */
  static FailureDecision of(Failure failure, RetryLimits limits, long pauseNanos, long now) {
    return switch (failure.kind()) {
      case NOT_FOUND -> notFound(failure, limits);
      case ALREADY_EXISTS -> alreadyExists(failure, limits);
      case REJECTED -> reject();
      case BUG ->
          failure.budget().bugRetried() ? reject() : retry(failure, limits, pauseNanos, now);
      case RETRYABLE, MISCONFIGURED ->
          failure.parks() ? park(failure, limits, now) : retry(failure, limits, pauseNanos, now);
      case STORED -> throw new IllegalArgumentException("a write that was stored has not failed");
    };
  }

  /** The event is gone, for example because it has expired. A create cannot get this answer. */
  private static FailureDecision notFound(Failure failure, RetryLimits limits) {
    return failure.create() ? reject() : atOnce(failure, IdentityChange.CREATE_AGAIN, limits);
  }

  /** The event is ours, or another event has the name. A patch cannot get this answer. */
  private static FailureDecision alreadyExists(Failure failure, RetryLimits limits) {
    if (!failure.create() || (failure.identity().renamed() && !failure.identity().isOurs())) {
      return reject();
    }
    boolean ours = failure.identity().isOurs();
    return atOnce(failure, ours ? IdentityChange.PATCH : IdentityChange.RENAME, limits);
  }

  /** Another kind of request follows. It counts as a try, but need not wait. */
  private static FailureDecision atOnce(
      Failure failure, IdentityChange change, RetryLimits limits) {
    Action action = failure.budget().hasTriesLeft(limits) ? Action.SEND_AGAIN : Action.GIVE_UP;
    return new FailureDecision(action, change, true, false, 0);
  }

  private static FailureDecision park(Failure failure, RetryLimits limits, long now) {
    boolean wasOpen = failure.circuit().open();
    boolean stays = wasOpen || failure.budget().allows(0, limits, now);
    boolean opens = !wasOpen || failure.circuit().probe();
    Action action = stays ? Action.PARK : Action.GIVE_UP;
    return new FailureDecision(action, IdentityChange.NONE, !wasOpen, opens, 0);
  }

  private static FailureDecision retry(
      Failure failure, RetryLimits limits, long pauseNanos, long now) {
    Action action =
        failure.phase() == Phase.LAST_TRY
            ? Action.ABANDON
            : failure.phase() == Phase.CLOSING
                ? Action.SEND_AGAIN
                : failure.budget().allows(pauseNanos, limits, now)
                    ? Action.BACK_OFF
                    : Action.GIVE_UP;
    long pause = action == Action.BACK_OFF ? pauseNanos : 0;
    return new FailureDecision(action, IdentityChange.NONE, true, false, pause);
  }

  private static FailureDecision reject() {
    return new FailureDecision(Action.REJECT, IdentityChange.NONE, true, false, 0);
  }
}
