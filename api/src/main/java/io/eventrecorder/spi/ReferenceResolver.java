package io.eventrecorder.spi;

import io.eventrecorder.ObjectReference;
import java.util.Optional;

/**
 * Turns an application's object into the reference that events carry. Found by {@link
 * java.util.ServiceLoader}, or given to {@code EventBroadcaster.builder().resolver(…)}. Called on
 * the recording thread, so it must be fast and must not block; what it throws is counted and
 * logged, never thrown to the application. Thread-safe.
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
