package io.eventrecorder.spi;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a provider gets to make its sink or correlator with. Made by the runtime; not for
 * implementing elsewhere.
 */
public interface ProviderContext {
  /** {@return the name of the pipeline} */
  String name();

  /**
   * {@return the value of a declared option that is required or has a default}
   *
   * @param option one of the provider's options
   * @param <T> the type of its value
   * @throws IllegalArgumentException if the option has neither
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
   * {@return an object that the application provides, never to be closed by the sink}
   *
   * @param type as given to {@code EventBroadcaster.builder().provide(…)}
   * @param <T> the type
   */
  <T> Optional<T> provided(Class<T> type);

  /** {@return the clock of the broadcaster} */
  EventClock clock();

  /** {@return the names of the broadcaster} */
  EventNames names();

  /** {@return {@code eventrecorder.source}, a URI of the cluster or service; empty if not set} */
  String source();

  /** {@return {@code eventrecorder.default-namespace}, for objects that have none} */
  String defaultNamespace();

  /**
   * {@return a counter that users see in the statistics of the pipeline}
   *
   * @param name lower case with hyphens; the same name gives the same counter
   */
  LongAdder counter(String name);
}
