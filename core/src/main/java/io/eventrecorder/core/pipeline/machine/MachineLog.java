package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;

/**
 * What a machine reports to people. An implementation limits the number of lines and never throws.
 * Each {@code now} is a reading of the monotonic clock, in nanoseconds.
 */
public interface MachineLog {
  /**
   * The correlator threw or returned null, and the event is lost.
   *
   * @param event the lost event
   * @param cause what the correlator threw; null if it returned null
   * @param now the time
   */
  void correlatorFailed(Event event, @Nullable Throwable cause, long now);

  /**
   * User code threw, or broke its contract.
   *
   * @param what what happened
   * @param cause what was thrown, if anything was
   * @param now the time
   */
  void bug(String what, @Nullable Throwable cause, long now);

  /**
   * The sink rejected a write.
   *
   * @param event the event as it was sent
   * @param result the sink's answer
   * @param now the time
   */
  void rejected(Event event, WriteResult result, long now);

  /**
   * A write was given up after its last try.
   *
   * @param event the event as it was sent
   * @param result the result of the last try
   * @param tries how often the write was tried
   * @param now the time
   */
  void failed(Event event, WriteResult result, int tries, long now);

  /**
   * A write was given up, because too many writes wait for the end of an outage.
   *
   * @param event the event
   * @param now the time
   */
  void evicted(Event event, long now);

  /**
   * An outage of a failure domain began.
   *
   * @param why the failure that opened the circuit
   * @param now the time
   */
  void outage(String why, long now);

  /**
   * The sink refuses writes until a person changes something.
   *
   * @param remedy what to change
   */
  void misconfigured(String remedy);

  /** A write was stored. */
  void recovered();
}
