package io.eventrecorder.testkit;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FaultyEventSink} does with a write. Immutable.
 *
 * <pre>{@code
 * SinkOutcome.failed(SinkException.retryable("503", null))
 * SinkOutcome.storedButFailed(new TimeoutException())             // stored, but the answer was lost
 * SinkOutcome.stored().delayed(clock, Duration.ofSeconds(40))     // a late answer
 * SinkOutcome.stored().held()                                     // answers when the test releases it
 * }</pre>
 */
public final class SinkOutcome {
  enum Kind {
    WRAPPED,
    FAILED,
    STORED_BUT_FAILED,
    THROWN,
    NULL_STAGE,
    SILENT
  }

  private final Kind kind;
  private final @Nullable Throwable failure;
  private final @Nullable ManualClock clock;
  private final Duration delay;
  private final boolean held;

  private SinkOutcome(
      Kind kind,
      @Nullable Throwable failure,
      @Nullable ManualClock clock,
      Duration delay,
      boolean held) {
    this.kind = kind;
    this.failure = failure;
    this.clock = clock;
    this.delay = delay;
    this.held = held;
  }

  private SinkOutcome(Kind kind, @Nullable Throwable failure) {
    this(kind, failure, null, Duration.ZERO, false);
  }

  /** {@return the wrapped sink gets the write, and its answer or failure is the answer} */
  public static SinkOutcome stored() {
    return new SinkOutcome(Kind.WRAPPED, null);
  }

  /**
   * {@return the write fails and does not reach the wrapped sink}
   *
   * @param failure what the stage fails with; any Throwable
   */
  public static SinkOutcome failed(Throwable failure) {
    return new SinkOutcome(Kind.FAILED, Objects.requireNonNull(failure));
  }

  /**
   * {@return the wrapped sink gets the write, but the answer is a failure: an ambiguous failure}
   *
   * @param failure what the stage fails with, for every answer of the wrapped sink
   */
  public static SinkOutcome storedButFailed(Throwable failure) {
    return new SinkOutcome(Kind.STORED_BUT_FAILED, Objects.requireNonNull(failure));
  }

  /**
   * {@return the call itself throws, which a sink must not do}
   *
   * @param failure an unchecked exception or an error
   */
  public static SinkOutcome thrown(Throwable failure) {
    if (failure instanceof RuntimeException || failure instanceof Error) {
      return new SinkOutcome(Kind.THROWN, failure);
    }
    throw new IllegalArgumentException(
        "a method of a sink can throw only unchecked exceptions, not "
            + failure.getClass().getName()
            + "; use failed(…)");
  }

  /** {@return the call returns null instead of a stage, which a sink must not do} */
  public static SinkOutcome nullStage() {
    return new SinkOutcome(Kind.NULL_STAGE, null);
  }

  /** {@return the write does not reach the wrapped sink and is never answered} */
  public static SinkOutcome silent() {
    return new SinkOutcome(Kind.SILENT, null);
  }

  /**
   * {@return this outcome, but the answer waits until the test releases the {@link HeldAnswer}} The
   * write itself takes place immediately.
   */
  public SinkOutcome held() {
    answering("held");
    return new SinkOutcome(kind, failure, clock, delay, true);
  }

  /**
   * {@return this outcome, but the answer comes late} The write itself takes place immediately.
   *
   * @param time the clock; the thread that advances it gives the answer
   * @param span how late the answer comes
   */
  public SinkOutcome delayed(ManualClock time, Duration span) {
    answering("delayed");
    return new SinkOutcome(
        kind, failure, Objects.requireNonNull(time), Objects.requireNonNull(span), held);
  }

  private void answering(String what) {
    if (kind == Kind.THROWN || kind == Kind.NULL_STAGE || kind == Kind.SILENT) {
      throw new IllegalArgumentException(this + " has no answer, so it cannot be " + what);
    }
  }

  Kind kind() {
    return kind;
  }

  Throwable failure() {
    return failure == null ? new IllegalStateException(kind + " does not fail") : failure;
  }

  boolean isHeld() {
    return held;
  }

  /** Runs the task now, or when the clock reaches the delay. */
  void atItsTime(Runnable answer) {
    if (clock == null) {
      answer.run();
    } else {
      clock.after(delay, answer);
    }
  }

  @Override
  public String toString() {
    return kind + (failure == null ? "" : " " + failure) + (held ? ", held" : "");
  }
}
