package io.eventrecorder.core.config;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.util.Map;

/**
 * What the runtime gives to all providers of one broadcaster. Immutable.
 *
 * @param provided the application's objects, by the type that providers ask for
 * @param clock the clock of the broadcaster
 * @param names creates the names of events
 * @param source the URI of the cluster or service that events come from; may be empty
 * @param defaultNamespace the namespace of objects that have none
 */
record ProviderEnvironment(
    Map<Class<?>, Object> provided,
    EventClock clock,
    EventNames names,
    String source,
    String defaultNamespace) {
  ProviderEnvironment {
    provided = Map.copyOf(provided);
  }

  ProviderEnvironment with(EventClock other) {
    return new ProviderEnvironment(provided, other, names, source, defaultNamespace);
  }
}
