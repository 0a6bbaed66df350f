package io.eventrecorder.spi;

import io.eventrecorder.Event;
import io.eventrecorder.EventDraft;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.InvalidEventException;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The draft for implementations of {@link EventRecorder}. It keeps the caller's values and creates
 * the {@link Event}. Not thread-safe.
 *
 * <pre>{@code
 * EventRecorder recorder = (type, reason) -> new DraftedEvent(type, reason, this::record);
 * }</pre>
 */
public final class DraftedEvent implements EventDraft {
  private static final Object[] NO_ARGS = {};

  private final Consumer<? super DraftedEvent> recorder;
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

  /**
   * Starts a draft.
   *
   * @param type the type that the caller gave; not checked before {@link #toEvent}
   * @param reason the reason that the caller gave; not checked before {@link #toEvent}
   * @param recorder called with this draft by {@link #record()}, on the caller's thread
   */
  public DraftedEvent(String type, String reason, Consumer<? super DraftedEvent> recorder) {
    this.type = type;
    this.reason = reason;
    this.recorder = recorder;
  }

  @Override
  public EventDraft regarding(Object object) {
    this.regarding = object;
    return this;
  }

  @Override
  public EventDraft related(Object object) {
    this.related = object;
    return this;
  }

  @Override
  public EventDraft action(String value) {
    this.action = Objects.requireNonNullElse(value, "");
    return this;
  }

  @Override
  public EventDraft key(String value) {
    this.key = Objects.requireNonNullElse(value, "");
    return this;
  }

  @Override
  public EventDraft message(String text) {
    return message(text, NO_ARGS);
  }

  @Override
  public EventDraft message(String text, Object... arguments) {
    this.message = text;
    this.args = arguments;
    return this;
  }

  @Override
  public EventDraft label(String name, String value) {
    return labels(Collections.singletonMap(name, value));
  }

  @Override
  public EventDraft labels(Map<String, String> more) {
    labels = merged(labels, more);
    return this;
  }

  @Override
  public EventDraft annotation(String name, String value) {
    return annotations(Collections.singletonMap(name, value));
  }

  @Override
  public EventDraft annotations(Map<String, String> more) {
    annotations = merged(annotations, more);
    return this;
  }

  @Override
  public void record() {
    recorder.accept(this);
  }

  /**
   * {@return the event: one occurrence at the current time, without a uid}
   *
   * @param source the component and host that report the event
   * @param resolver converts objects that are not an {@link ObjectReference}
   * @param defaultNamespace the namespace of events about objects without namespace
   * @param clock the clock for the time of the occurrence
   * @param names the source of the event's name
   * @throws InvalidEventException if the event cannot be recorded; the message says why
   * @throws IllegalStateException if a map of labels or annotations threw when it was read
   */
  public Event toEvent(
      EventSource source,
      ReferenceResolver resolver,
      String defaultNamespace,
      EventClock clock,
      EventNames names) {
    return toEvent(source, resolver, defaultNamespace, clock, names, null);
  }

  /**
   * {@return the event: one occurrence at the current time}
   *
   * @param source the component and host that report the event
   * @param resolver converts objects that are not an {@link ObjectReference}
   * @param defaultNamespace the namespace of events about objects without namespace
   * @param clock the clock for the time of the occurrence
   * @param names the source of the event's name
   * @param uids the source of the event's uid; null for events without a uid. An event that cannot
   *     be recorded takes none
   * @throws InvalidEventException if the event cannot be recorded; the message says why
   * @throws IllegalStateException if a map of labels or annotations threw when it was read
   */
  public Event toEvent(
      EventSource source,
      ReferenceResolver resolver,
      String defaultNamespace,
      EventClock clock,
      EventNames names,
      @Nullable EventUids uids) {
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
    long number = names.nextNumber(object.name(), now);
    Event event =
        Event.occurrence(
            number,
            uids == null ? null : uids.next(),
            object.namespace().isEmpty() ? defaultNamespace : object.namespace(),
            object,
            type,
            reason,
            text,
            source,
            now);
    if (number != EventNames.NO_NUMBER && isShort()) {
      return event;
    }
    Event.Builder complete =
        event.toBuilder()
            .labels(labels)
            .annotations(annotations)
            .related(related == null ? null : reference("related", related, resolver))
            .action(action)
            .key(key);
    return number == EventNames.NO_NUMBER
        ? complete.name(names.next(object.name())).build()
        : complete.build();
  }

  /** Whether the caller set nothing but the values of {@link EventRecorder#event}. */
  private boolean isShort() {
    return related == null
        && action.isEmpty()
        && key.isEmpty()
        && labels.isEmpty()
        && annotations.isEmpty();
  }

  /** {@return this draft without formatting of its message; a null message becomes empty} */
  public DraftedEvent unformatted() {
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
              + "); correct the format",
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

  /** Accepts null, because recording does not throw. */
  private Map<String, String> merged(Map<String, String> first, Map<String, String> more) {
    try {
      if (more == null || more.isEmpty()) {
        return first;
      }
      Map<String, String> all = new LinkedHashMap<>(first);
      more.forEach((name, value) -> all.put(name, Objects.requireNonNullElse(value, "")));
      all.remove(null);
      return all;
    } catch (Throwable e) { // from the application's map; toEvent() reports it
      if (UserCode.isFatal(e)) {
        throw e;
      }
      unreadable = e;
      return first;
    }
  }
}
