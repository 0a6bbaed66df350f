package io.eventrecorder;

/**
 * Records events about objects. Thread-safe.
 *
 * <p>Recording does not throw: an event that cannot be recorded is counted and logged. The only
 * exception is a {@link VirtualMachineError} other than {@link StackOverflowError}, for example an
 * {@link OutOfMemoryError}. It is thrown after all pipelines were offered the event. Recording does
 * not block, unless a pipeline is configured with {@code overflow=block}.
 *
 * <pre>{@code
 * recorder.warning(pod, "BackOff", "restarting failed container %s", name);
 * recorder.warning("BackOff").regarding(pod).related(node).action("Restarting").message("…").record();
 * }</pre>
 *
 * <p>A message is formatted ({@link String#format}) only when arguments are given, so a {@code %}
 * in a plain message is safe. The object is an {@link ObjectReference}, or an object that a {@code
 * ReferenceResolver} knows. The object is resolved before the call returns.
 *
 * <p>To add the same label to each event, wrap a recorder: {@code (type, reason) ->
 * recorder.event(type, reason).label("team", "payments")}. To implement a recorder from scratch,
 * use {@code io.eventrecorder.spi.DraftedEvent}.
 */
@FunctionalInterface
public interface EventRecorder {
  /**
   * {@return a draft} Call {@link EventDraft#record()} to record it. All other methods call this
   * one.
   *
   * @param type {@link EventType#NORMAL} or {@link EventType#WARNING}
   * @param reason why it happened, in one CamelCase word
   */
  @CheckReturnValue
  EventDraft event(String type, String reason);

  /**
   * Records an event (client-go {@code Event}).
   *
   * @param regarding the object that the event is about
   * @param type {@link EventType#NORMAL} or {@link EventType#WARNING}
   * @param reason why it happened, in one CamelCase word
   * @param message what happened, for people; taken as it is
   */
  default void event(Object regarding, String type, String reason, String message) {
    event(type, reason).regarding(regarding).message(message).record();
  }

  /**
   * Records an event (client-go {@code Eventf}).
   *
   * @param regarding the object that the event is about
   * @param type {@link EventType#NORMAL} or {@link EventType#WARNING}
   * @param reason why it happened, in one CamelCase word
   * @param message what happened, for people; a format if there are arguments
   * @param args arguments of the format
   */
  default void event(Object regarding, String type, String reason, String message, Object... args) {
    event(type, reason).regarding(regarding).message(message, args).record();
  }

  /**
   * Records an event of type Normal.
   *
   * @param regarding the object that the event is about
   * @param reason why it happened, in one CamelCase word
   * @param message what happened, for people; taken as it is
   */
  default void normal(Object regarding, String reason, String message) {
    event(regarding, EventType.NORMAL, reason, message);
  }

  /**
   * Records an event of type Normal.
   *
   * @param regarding the object that the event is about
   * @param reason why it happened, in one CamelCase word
   * @param message what happened, for people; a format if there are arguments
   * @param args arguments of the format
   */
  default void normal(Object regarding, String reason, String message, Object... args) {
    event(regarding, EventType.NORMAL, reason, message, args);
  }

  /**
   * Records an event of type Warning.
   *
   * @param regarding the object that the event is about
   * @param reason why it happened, in one CamelCase word
   * @param message what happened, for people; taken as it is
   */
  default void warning(Object regarding, String reason, String message) {
    event(regarding, EventType.WARNING, reason, message);
  }

  /**
   * Records an event of type Warning.
   *
   * @param regarding the object that the event is about
   * @param reason why it happened, in one CamelCase word
   * @param message what happened, for people; a format if there are arguments
   * @param args arguments of the format
   */
  default void warning(Object regarding, String reason, String message, Object... args) {
    event(regarding, EventType.WARNING, reason, message, args);
  }

  /**
   * {@return a draft of type Normal} Call {@link EventDraft#record()} to record it.
   *
   * @param reason why it happened, in one CamelCase word
   */
  @CheckReturnValue
  default EventDraft normal(String reason) {
    return event(EventType.NORMAL, reason);
  }

  /**
   * {@return a draft of type Warning} Call {@link EventDraft#record()} to record it.
   *
   * @param reason why it happened, in one CamelCase word
   */
  @CheckReturnValue
  default EventDraft warning(String reason) {
    return event(EventType.WARNING, reason);
  }

  /**
   * {@return a recorder for events about one object}
   *
   * @param regarding the object; it is resolved again for every event
   */
  @CheckReturnValue
  default BoundEventRecorder regarding(Object regarding) {
    return new BoundEventRecorder(this, regarding);
  }

  /** {@return a recorder that records nothing} */
  static EventRecorder noop() {
    return (type, reason) -> NoopEventDraft.INSTANCE;
  }
}
