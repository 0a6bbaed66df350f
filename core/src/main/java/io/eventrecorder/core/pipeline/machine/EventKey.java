package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;

/**
 * The identity of an event: its namespace and its name. It keeps its hash, which is needed again
 * long after the first time. Immutable.
 */
public final class EventKey {
  private final String namespace;
  private final String name;
  private final int hash;

  EventKey(String namespace, String name) {
    this.namespace = namespace;
    this.name = name;
    this.hash = hash(namespace, name);
  }

  static int hash(String namespace, String name) {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  /**
   * {@return the identity of an event}
   *
   * @param event any event
   */
  public static EventKey of(Event event) {
    return new EventKey(event.namespace(), event.name());
  }

  String namespace() {
    return namespace;
  }

  String name() {
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof EventKey key
            && hash == key.hash
            && name.equals(key.name)
            && namespace.equals(key.namespace));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
