package io.eventrecorder.core.config;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.util.Map;

/**
 * What all providers of one broadcaster share.
 *
 * @param provided the application's objects, by the type they are asked for
 * @param clock the time
 * @param names the names of events
 * @param source where events come from
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
}
