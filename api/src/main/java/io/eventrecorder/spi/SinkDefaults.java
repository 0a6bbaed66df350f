package io.eventrecorder.spi;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The settings that suit a sink. They apply where the user sets nothing else. Immutable.
 *
 * @param correlator the name of the correlator: {@code aggregating}, {@code series}, {@code none}
 * @param maxInFlight the number of writes that may be in flight at a time
 * @param attemptTimeout how long one write may take before it is given up
 * @param queueCapacity the number of events that may wait for the pipeline before the overflow
 *     policy applies
 * @param unfit correlators that cannot be used with this sink, by name, each with the reason and
 *     the remedy; a configuration that names one fails at start-up
 * @param eventUids whether recorders give each event a uid ({@link io.eventrecorder.EventUid}); it
 *     is enough if one sink of a broadcaster asks for that
 */
public record SinkDefaults(
    String correlator,
    int maxInFlight,
    Duration attemptTimeout,
    int queueCapacity,
    Map<String, String> unfit,
    boolean eventUids) {
  private static final SinkDefaults STANDARD =
      new SinkDefaults("aggregating", 8, Duration.ofSeconds(30), 1000, Map.of(), false);

  /**
   * Creates the settings. The map is copied.
   *
   * @param correlator the name of the correlator
   * @param maxInFlight the number of writes that may be in flight at a time
   * @param attemptTimeout how long one write may take before it is given up
   * @param queueCapacity the number of events that may wait for the pipeline
   * @param unfit correlators that cannot be used, by name, each with the reason and the remedy
   * @param eventUids whether recorders give each event a uid
   */
  public SinkDefaults {
    Objects.requireNonNull(correlator, "correlator");
    Objects.requireNonNull(attemptTimeout, "attemptTimeout");
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
    return new SinkDefaults(name, maxInFlight, attemptTimeout, queueCapacity, unfit, eventUids);
  }

  /**
   * {@return these defaults with another number of writes in flight}
   *
   * @param writes the number of writes that may be in flight at a time, at least 1
   */
  public SinkDefaults withMaxInFlight(int writes) {
    return new SinkDefaults(correlator, writes, attemptTimeout, queueCapacity, unfit, eventUids);
  }

  /**
   * {@return these defaults with another time-out}
   *
   * @param timeout how long one write may take
   */
  public SinkDefaults withAttemptTimeout(Duration timeout) {
    return new SinkDefaults(correlator, maxInFlight, timeout, queueCapacity, unfit, eventUids);
  }

  /**
   * {@return these defaults with another capacity of the queue}
   *
   * @param events the number of events that may wait for the pipeline, at least 1
   */
  public SinkDefaults withQueueCapacity(int events) {
    return new SinkDefaults(correlator, maxInFlight, attemptTimeout, events, unfit, eventUids);
  }

  /**
   * {@return these defaults with one more correlator that cannot be used}
   *
   * @param name the correlator
   * @param remedy why it cannot be used, and what to do instead
   */
  public SinkDefaults withUnfit(String name, String remedy) {
    Map<String, String> all = new LinkedHashMap<>(unfit);
    all.put(name, remedy);
    return new SinkDefaults(correlator, maxInFlight, attemptTimeout, queueCapacity, all, eventUids);
  }

  /**
   * {@return these defaults with another choice of uids}
   *
   * @param wanted whether recorders give each event a uid, which is unique among all processes
   */
  public SinkDefaults withEventUids(boolean wanted) {
    return new SinkDefaults(correlator, maxInFlight, attemptTimeout, queueCapacity, unfit, wanted);
  }
}
