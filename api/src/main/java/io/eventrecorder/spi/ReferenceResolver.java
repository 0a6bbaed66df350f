package io.eventrecorder.spi;

import io.eventrecorder.ObjectReference;
import java.util.Optional;

/**
 * Converts an object of the application to a reference. Found by {@link java.util.ServiceLoader},
 * or set by {@code EventBroadcaster.builder().resolver(…)}. Called on the recording thread, so it
 * must be fast and must not block. If it throws, that is counted and logged, and not thrown to the
 * application. Thread-safe.
 */
@FunctionalInterface
public interface ReferenceResolver {
  /**
   * {@return the reference; empty if this resolver does not know the object}
   *
   * @param object what the application passed as {@code regarding} or {@code related}
   */
  Optional<ObjectReference> resolve(Object object);
}
