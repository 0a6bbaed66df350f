package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.ReferenceResolver;
import io.eventrecorder.text.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Describes an event that a test expects. Fields that are not given match any value. Immutable.
 *
 * <p>Give an object as the application gives it to the recorder, or as an {@link ObjectReference}.
 * Only the fields that a reference has are compared, so that {@code ObjectReference.of("Pod",
 * "default", "web-0")} matches the pod with any uid.
 */
public final class EventMatcher {
  private interface Condition {
    boolean holds(Event event, ReferenceResolver resolver);
  }

  private record Part(String text, Condition condition) {}

  private final List<Part> parts;

  private EventMatcher(List<Part> parts) {
    this.parts = parts;
  }

  /** {@return a matcher of all events} */
  public static EventMatcher anyEvent() {
    return new EventMatcher(List.of());
  }

  /**
   * {@return a matcher of events of type Normal}
   *
   * @param reason their reason
   */
  public static EventMatcher normal(String reason) {
    return ofType(EventType.NORMAL, reason);
  }

  /**
   * {@return a matcher of events of type Warning}
   *
   * @param reason their reason
   */
  public static EventMatcher warning(String reason) {
    return ofType(EventType.WARNING, reason);
  }

  /**
   * {@return this matcher, limited to events about an object}
   *
   * @param object the object, or an {@link ObjectReference}
   */
  public EventMatcher regarding(Object object) {
    Objects.requireNonNull(object);
    return and(
        "regarding " + object,
        (event, resolver) -> matches(event.regarding(), reference(object, resolver)));
  }

  /**
   * {@return this matcher, limited to events with a related object}
   *
   * @param object the object, or an {@link ObjectReference}
   */
  public EventMatcher related(Object object) {
    Objects.requireNonNull(object);
    return and(
        "related " + object,
        (event, resolver) -> {
          ObjectReference related = event.related();
          return related != null && matches(related, reference(object, resolver));
        });
  }

  /**
   * {@return this matcher, limited to events with an action}
   *
   * @param action the whole action
   */
  public EventMatcher action(String action) {
    return and("action " + quoted(action), (event, resolver) -> event.action().equals(action));
  }

  /**
   * {@return this matcher, limited to events with a message}
   *
   * @param message the whole message
   */
  public EventMatcher message(String message) {
    return and("message " + quoted(message), (event, resolver) -> event.message().equals(message));
  }

  /**
   * {@return this matcher, limited to events whose message contains a text}
   *
   * @param text a part of the message
   */
  public EventMatcher messageContaining(String text) {
    Objects.requireNonNull(text);
    return and(
        "message containing " + quoted(text), (event, resolver) -> event.message().contains(text));
  }

  /**
   * {@return this matcher, limited to events with a label}
   *
   * @param name the label's name
   * @param value the label's value
   */
  public EventMatcher label(String name, String value) {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
    return and(
        "label " + name + "=" + value, (event, resolver) -> value.equals(event.labels().get(name)));
  }

  /**
   * {@return this matcher, limited to events with an annotation}
   *
   * @param name the annotation's name
   * @param value the annotation's value
   */
  public EventMatcher annotation(String name, String value) {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
    return and(
        "annotation " + name + "=" + value,
        (event, resolver) -> value.equals(event.annotations().get(name)));
  }

  /**
   * {@return this matcher, limited to events with a correlation key}
   *
   * @param key the key
   */
  public EventMatcher key(String key) {
    return and("key " + quoted(key), (event, resolver) -> event.key().equals(key));
  }

  /** Describes the expected event, for failure messages. */
  @Override
  public String toString() {
    return parts.isEmpty()
        ? "any event"
        : String.join(", ", parts.stream().map(Part::text).toList());
  }

  boolean matches(Event event, ReferenceResolver resolver) {
    return parts.stream().allMatch(part -> part.condition().holds(event, resolver));
  }

  private static EventMatcher ofType(String type, String reason) {
    Objects.requireNonNull(reason);
    return anyEvent()
        .and(
            type + " " + reason,
            (event, resolver) -> event.type().equals(type) && event.reason().equals(reason));
  }

  private EventMatcher and(String text, Condition condition) {
    List<Part> all = new ArrayList<>(parts);
    all.add(new Part(text, condition));
    return new EventMatcher(List.copyOf(all));
  }

  private static ObjectReference reference(Object object, ReferenceResolver resolver) {
    if (object instanceof ObjectReference reference) {
      return reference;
    }
    return resolver
        .resolve(object)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no resolver of this recorder knows "
                        + object.getClass().getName()
                        + "; expect an ObjectReference, or FakeEventRecorder.builder().resolver("
                        + object.getClass().getName()
                        + ".class, …)"));
  }

  private static boolean matches(ObjectReference actual, ObjectReference wanted) {
    return agrees(actual.apiVersion(), wanted.apiVersion())
        && agrees(actual.kind(), wanted.kind())
        && agrees(actual.namespace(), wanted.namespace())
        && agrees(actual.name(), wanted.name())
        && agrees(actual.uid(), wanted.uid())
        && agrees(actual.resourceVersion(), wanted.resourceVersion())
        && agrees(actual.fieldPath(), wanted.fieldPath());
  }

  private static boolean agrees(String actual, String wanted) {
    return wanted.isEmpty() || actual.equals(wanted);
  }

  private static String quoted(String text) {
    return PrintableText.quoted(text);
  }
}
