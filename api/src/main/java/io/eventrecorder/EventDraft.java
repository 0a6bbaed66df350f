package io.eventrecorder;

import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.internal.guard.UserCode;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.ReferenceResolver;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event in the making: {@code recorder.warning("BackOff").regarding(pod).message("…").record()}.
 * For one event and one thread. Nothing is checked before {@link #record()}, and nothing throws.
 */
@CheckReturnValue
public final class EventDraft {
  private static final Object[] NO_ARGS = {};

  private final EventRecorder recorder;
  private final String type;
  private final String reason;
  private @Nullable Object regarding;
  private @Nullable Object related;
  private String action = "";
  private String key = "";
  private String message = "";
  private Object[] args = NO_ARGS;
  private Map<String, String> labels = Map.of();
  private Map<String, String> annotations = Map.of();
  private @Nullable Throwable unreadable;

  EventDraft(EventRecorder recorder, String type, String reason) {
    this.recorder = recorder;
    this.type = type;
    this.reason = reason;
  }

  /**
   * {@return this draft}
   *
   * @param object the object that the event is about
   */
  public EventDraft regarding(Object object) {
    this.regarding = object;
    return this;
  }

  /**
   * {@return this draft}
   *
   * @param object the object that the event concerns besides
   */
  public EventDraft related(Object object) {
    this.related = object;
    return this;
  }

  /**
   * {@return this draft}
   *
   * @param value what was done or failed, for example {@code Restarting}
   */
  public EventDraft action(String value) {
    this.action = Objects.requireNonNullElse(value, "");
    return this;
  }

  /**
   * {@return this draft}
   *
   * @param value events of one object, type and reason with the same key are one event that happens
   *     again, whatever their messages say
   */
  public EventDraft key(String value) {
    this.key = Objects.requireNonNullElse(value, "");
    return this;
  }

  /**
   * {@return this draft}
   *
   * @param text what happened, for people
   * @param arguments arguments, if the text is a format ({@link String#format}, root locale); with
   *     none, the text is taken as it is
   */
  public EventDraft message(String text, Object... arguments) {
    this.message = text;
    this.args = arguments;
    return this;
  }

  /**
   * {@return this draft}
   *
   * @param name the label's name
   * @param value the label's value
   */
  public EventDraft label(String name, String value) {
    return labels(Collections.singletonMap(name, value));
  }

  /**
   * {@return this draft}
   *
   * @param more labels to add; they win over earlier ones of the same name
   */
  public EventDraft labels(Map<String, String> more) {
    labels = merged(labels, more);
    return this;
  }

  /**
   * {@return this draft}
   *
   * @param name the annotation's name
   * @param value the annotation's value
   */
  public EventDraft annotation(String name, String value) {
    return annotations(Collections.singletonMap(name, value));
  }

  /**
   * {@return this draft}
   *
   * @param more annotations to add; they win over earlier ones of the same name
   */
  public EventDraft annotations(Map<String, String> more) {
    annotations = merged(annotations, more);
    return this;
  }

  /** Records the event. */
  public void record() {
    recorder.record(this);
  }

  /**
   * {@return the event: one occurrence, now} For those who implement {@link EventRecorder}.
   *
   * @param source the component and host that report it
   * @param resolver what knows the application's objects; {@link ObjectReference}s are taken as
   *     they are
   * @param defaultNamespace the namespace of events about objects that have none
   * @param clock the time of the occurrence
   * @param names where the event's name comes from
   * @throws InvalidEventException if it cannot be recorded
   * @throws IllegalStateException if a map of labels or annotations threw when it was read
   */
  public Event toEvent(
      EventSource source,
      ReferenceResolver resolver,
      String defaultNamespace,
      EventClock clock,
      EventNames names) {
    if (!EventType.isValid(type)) {
      throw new InvalidEventException(
          Problem.TYPE,
          "type " + type + " is neither Normal nor Warning; use EventType's constants");
    }
    if (reason == null || reason.isEmpty()) {
      throw new InvalidEventException(
          Problem.REASON, "the reason is missing; give one CamelCase word, for example BackOff");
    }
    if (unreadable != null) {
      throw new IllegalStateException("labels or annotations cannot be read", unreadable);
    }
    String text = formattedMessage();
    ObjectReference object = reference("regarding", regarding, resolver);
    Instant now = clock.instant();
    return Event.builder()
        .name(names.next(object.name(), now))
        .namespace(object.namespace().isEmpty() ? defaultNamespace : object.namespace())
        .labels(labels)
        .annotations(annotations)
        .regarding(object)
        .related(related == null ? null : reference("related", related, resolver))
        .type(type)
        .reason(reason)
        .action(action)
        .message(text)
        .source(source)
        .reportingController(source.component())
        .reportingInstance(source.host())
        .count(1)
        .firstTimestamp(now)
        .lastTimestamp(now)
        .key(key)
        .build();
  }

  /**
   * {@return this draft, its message taken as it is, and as empty if it is null} For those who
   * implement {@link EventRecorder}.
   */
  public EventDraft unformatted() {
    this.args = NO_ARGS;
    this.message = Objects.requireNonNullElse(message, "");
    return this;
  }

  private String formattedMessage() {
    if (message == null) {
      throw new InvalidEventException(
          Problem.MESSAGE, "the message is null; give text, even if it is empty");
    }
    if (args == null || args.length == 0) {
      return message;
    }
    try {
      return String.format(Locale.ROOT, message, args);
    } catch (Throwable e) { // a bad format, or an argument whose toString throws
      if (UserCode.isFatal(e)) {
        throw e;
      }
      throw new InvalidEventException(
          Problem.MESSAGE,
          "the arguments do not fit the message \""
              + message
              + "\" ("
              + UserCode.text(e)
              + "); mend the format",
          e);
    }
  }

  private static ObjectReference reference(
      String role, @Nullable Object object, ReferenceResolver resolver) {
    if (object instanceof ObjectReference reference) {
      return reference;
    }
    if (object == null) {
      throw new InvalidEventException(Problem.REFERENCE, role + " is null; name the object");
    }
    String type = object.getClass().getName();
    try {
      return resolver
          .resolve(object)
          .orElseThrow(
              () ->
                  new InvalidEventException(
                      Problem.REFERENCE,
                      "no resolver knows "
                          + type
                          + " ("
                          + role
                          + "); give an ObjectReference,"
                          + " or EventBroadcaster.builder().resolver("
                          + type
                          + ".class, …)"));
    } catch (InvalidEventException e) {
      throw e;
    } catch (Throwable e) {
      if (UserCode.isFatal(e)) {
        throw e;
      }
      throw new InvalidEventException(
          Problem.REFERENCE,
          "the resolver of " + type + " (" + role + ") failed: " + UserCode.text(e),
          e);
    }
  }

  /** Tolerant of null, since recording never throws. */
  private Map<String, String> merged(Map<String, String> first, Map<String, String> more) {
    try {
      if (more == null || more.isEmpty()) {
        return first;
      }
      Map<String, String> all = new LinkedHashMap<>(first);
      more.forEach((name, value) -> all.put(name, Objects.requireNonNullElse(value, "")));
      all.remove(null);
      return all;
    } catch (Throwable e) { // a map of the application's own; told by toEvent()
      if (UserCode.isFatal(e)) {
        throw e;
      }
      unreadable = e;
      return first;
    }
  }
}
