package io.eventrecorder.spi;

import java.time.Duration;

/**
 * What suits a sink unless its user says otherwise.
 *
 * @param correlator the name of the correlator: {@code aggregating}, {@code series}, {@code none}
 * @param maxInFlight writes under way at once
 * @param attemptTimeout how long one write may take before it counts as lost
 * @param queueCapacity events that wait for the pipeline before the overflow policy applies
 */
public record SinkDefaults(
    String correlator, int maxInFlight, Duration attemptTimeout, int queueCapacity) {
  private static final SinkDefaults STANDARD =
      new SinkDefaults("aggregating", 8, Duration.ofSeconds(30), 1000);

  /** {@return correlator {@code aggregating}, 8 in flight, 30 s an attempt, a queue of 1000} */
  public static SinkDefaults standard() {
    return STANDARD;
  }

  /**
   * {@return these defaults with another correlator}
   *
   * @param name the correlator
   */
  public SinkDefaults withCorrelator(String name) {
    return new SinkDefaults(name, maxInFlight, attemptTimeout, queueCapacity);
  }

  /**
   * {@return these defaults with another bound of writes in flight}
   *
   * @param writes at least 1
   */
  public SinkDefaults withMaxInFlight(int writes) {
    return new SinkDefaults(correlator, writes, attemptTimeout, queueCapacity);
  }

  /**
   * {@return these defaults with another time-out}
   *
   * @param timeout for one attempt
   */
  public SinkDefaults withAttemptTimeout(Duration timeout) {
    return new SinkDefaults(correlator, maxInFlight, timeout, queueCapacity);
  }

  /**
   * {@return these defaults with another queue}
   *
   * @param events at least 1
   */
  public SinkDefaults withQueueCapacity(int events) {
    return new SinkDefaults(correlator, maxInFlight, attemptTimeout, events);
  }
}
