package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stores the events with the field names of core/v1. Copies every event that it takes or returns.
 * Thread-safe.
 */
final class EventStore {
  private final ResourceVersions versions;
  private final EventHistory history;

  @GuardedBy("this")
  private final Map<StoredEventKey, ObjectNode> events =
      new TreeMap<>(
          java.util.Comparator.comparing(StoredEventKey::namespace)
              .thenComparing(StoredEventKey::name));

  EventStore(ResourceVersions versions) {
    this.versions = versions;
    this.history = new EventHistory(Long.parseLong(versions.current()));
  }

  /** {@return the changes of the events} */
  EventHistory history() {
    return history;
  }

  /** Forgets all changes until now. */
  synchronized void compact() {
    history.compact(Long.parseLong(versions.next()));
  }

  /** Sends a bookmark to all watches. */
  synchronized void bookmark() {
    history.add(new EventHistory.Change(Long.parseLong(versions.next()), null, null));
  }

  synchronized @Nullable ObjectNode get(StoredEventKey key) {
    ObjectNode event = events.get(key);
    return event == null ? null : event.deepCopy();
  }

  /** All events of one moment. */
  record Snapshot(String version, List<ObjectNode> events) {}

  synchronized Snapshot snapshot() {
    return new Snapshot(versions.current(), list(""));
  }

  /** {@return the events of the namespace; of all namespaces if it is empty} */
  synchronized List<ObjectNode> list(String namespace) {
    return events.entrySet().stream()
        .filter(entry -> namespace.isEmpty() || entry.getKey().namespace().equals(namespace))
        .map(entry -> entry.getValue().deepCopy())
        .toList();
  }

  /** {@return the stored event; null if the key exists already} */
  synchronized @Nullable ObjectNode create(StoredEventKey key, ObjectNode event) {
    if (events.containsKey(key)) {
      return null;
    }
    return put(key, event);
  }

  /**
   * Changes an event atomically.
   *
   * @param change maps a copy of the stored event to the new event; its exceptions reach the caller
   * @return the stored event; null if the key does not exist
   */
  synchronized @Nullable ObjectNode update(StoredEventKey key, UnaryOperator<ObjectNode> change) {
    ObjectNode old = events.get(key);
    if (old == null) {
      return null;
    }
    ObjectNode changed = change.apply(old.deepCopy());
    if (changed.equals(old)) {
      return changed;
    }
    return put(key, changed);
  }

  synchronized @Nullable ObjectNode remove(StoredEventKey key) {
    ObjectNode removed = events.remove(key);
    if (removed != null) {
      removed(removed);
    }
    return removed;
  }

  synchronized void removeIf(Predicate<StoredEventKey> gone) {
    events
        .entrySet()
        .removeIf(
            entry -> {
              boolean matches = gone.test(entry.getKey());
              if (matches) {
                removed(entry.getValue());
              }
              return matches;
            });
  }

  private void removed(ObjectNode event) {
    String version = versions.next();
    ObjectNode last = event.deepCopy();
    last.withObjectProperty("metadata").put("resourceVersion", version);
    history.add(new EventHistory.Change(Long.parseLong(version), last, null));
  }

  private synchronized ObjectNode put(StoredEventKey key, ObjectNode event) {
    String version = versions.next();
    event.withObjectProperty("metadata").put("resourceVersion", version);
    ObjectNode before = events.put(key, event.deepCopy());
    history.add(new EventHistory.Change(Long.parseLong(version), before, event.deepCopy()));
    return event;
  }
}
