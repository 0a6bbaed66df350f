package io.eventrecorder.cli.source;

import io.eventrecorder.Event;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a source a user wants. Immutable.
 *
 * @param namespace of the events; empty for all
 * @param object the object that the events are about; null for all
 * @param types the types; empty for all
 * @param since no event whose last occurrence is older; null for all
 */
public record EventSelection(
    String namespace, @Nullable ObjectName object, Set<String> types, @Nullable Instant since)
    implements Predicate<Event> {

  /**
   * Copies the types.
   *
   * @param namespace as above
   * @param object as above
   * @param types as above
   * @param since as above
   */
  public EventSelection {
    types = Set.copyOf(types);
  }

  /**
   * {@return this selection with another namespace}
   *
   * @param other the namespace; empty for all
   */
  public EventSelection withNamespace(String other) {
    return new EventSelection(other, object, types, since);
  }

  /** {@return this selection without a time} */
  public EventSelection ofAnyTime() {
    return new EventSelection(namespace, object, types, null);
  }

  @Override
  public boolean test(Event event) {
    return (namespace.isEmpty() || namespace.equals(namespaceOf(event)))
        && (object == null || object.matches(event.regarding()))
        && (types.isEmpty() || types.stream().anyMatch(event.type()::equalsIgnoreCase))
        && isRecent(event);
  }

  private static String namespaceOf(Event event) {
    return event.namespace().isEmpty() ? event.regarding().namespace() : event.namespace();
  }

  private boolean isRecent(Event event) {
    Instant last = event.lastOccurrence();
    return since == null || last == null || !last.isBefore(since);
  }

  /** {@return the selection in words, without the time, for {@link ResumableSource#identity()}} */
  public String words() {
    return "namespace="
        + (namespace.isEmpty() ? "*" : namespace)
        + (object == null ? "" : " for=" + object)
        + (types.isEmpty()
            ? ""
            : " types=" + new TreeSet<>(types).stream().collect(Collectors.joining(",")));
  }
}
