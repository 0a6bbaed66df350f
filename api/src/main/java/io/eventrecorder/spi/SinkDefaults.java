package io.eventrecorder.spi;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What suits a sink unless its user says otherwise.
 *
 * @param correlator the name of the correlator: {@code aggregating}, {@code series}, {@code none}
 * @param maxInFlight writes under way at once
 * @param attemptTimeout how long one write may take before it counts as lost
 * @param queueCapacity events that wait for the pipeline before the overflow policy applies
 * @param unfit correlators whose writes this sink cannot store, by name, with the reason and the
 *     remedy in words; a configuration that names one fails at start-up
 */
public record SinkDefaults(
    String correlator,
    int maxInFlight,
    Duration attemptTimeout,
    int queueCapacity,
    Map<String, String> unfit) {
  private static final SinkDefaults STANDARD =
      new SinkDefaults("aggregating", 8, Duration.ofSeconds(30), 1000, Map.of());

  /**
   * Copies the map.
   *
   * @param correlator the name of the correlator
   * @param maxInFlight writes under way at once
   * @param attemptTimeout how long one write may take before it counts as lost
   * @param queueCapacity events that wait for the pipeline
   * @param unfit correlators that cannot be used, with the reason and the remedy
   */
  public SinkDefaults {
    unfit = Map.copyOf(unfit);
  }

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
    return new SinkDefaults(name, maxInFlight, attemptTimeout, queueCapacity, unfit);
  }

  /**
   * {@return these defaults with another bound of writes in flight}
   *
   * @param writes at least 1
   */
  public SinkDefaults withMaxInFlight(int writes) {
    return new SinkDefaults(correlator, writes, attemptTimeout, queueCapacity, unfit);
  }

  /**
   * {@return these defaults with another time-out}
   *
   * @param timeout for one attempt
   */
  public SinkDefaults withAttemptTimeout(Duration timeout) {
    return new SinkDefaults(correlator, maxInFlight, timeout, queueCapacity, unfit);
  }

  /**
   * {@return these defaults with another queue}
   *
   * @param events at least 1
   */
  public SinkDefaults withQueueCapacity(int events) {
    return new SinkDefaults(correlator, maxInFlight, attemptTimeout, events, unfit);
  }

  /**
   * {@return these defaults, without a correlator that does not fit}
   *
   * @param name the correlator
   * @param remedy why not, and what to do instead, in words
   */
  public SinkDefaults withUnfit(String name, String remedy) {
    Map<String, String> all = new LinkedHashMap<>(unfit);
    all.put(name, remedy);
    return new SinkDefaults(correlator, maxInFlight, attemptTimeout, queueCapacity, all);
  }
}
