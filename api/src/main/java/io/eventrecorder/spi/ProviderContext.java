package io.eventrecorder.spi;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Gives a provider what it needs to create a sink or correlator. The runtime implements it; it may
 * grow by new methods.
 */
public interface ProviderContext {
  /** {@return the name of the pipeline} */
  String name();

  /**
   * {@return the value of a declared option that is required or has a default}
   *
   * @param option one of the provider's options
   * @param <T> the type of its value
   * @throws IllegalArgumentException if the option is neither required nor has a default
   */
  <T> T get(Option<T> option);

  /**
   * {@return the value of a declared option, if it is set or has a default}
   *
   * @param option one of the provider's options
   * @param <T> the type of its value
   */
  <T> Optional<T> find(Option<T> option);

  /**
   * {@return an object that the application provides; the sink must not close it}
   *
   * @param type the type given to {@code EventBroadcaster.builder().provide(…)}
   * @param <T> the type
   */
  <T> Optional<T> provided(Class<T> type);

  /** {@return the clock of the broadcaster} */
  EventClock clock();

  /** {@return the source of event names of the broadcaster} */
  EventNames names();

  /**
   * {@return the setting {@code eventrecorder.source}: a URI of the cluster or service; empty if
   * not set}
   */
  String source();

  /**
   * {@return the setting {@code eventrecorder.default-namespace}, for objects without namespace}
   */
  String defaultNamespace();

  /**
   * {@return a counter that the statistics of the pipeline show} The same name gives the same
   * counter.
   *
   * @param name the name, lower case with hyphens
   */
  LongAdder counter(String name);
}
