package io.eventrecorder;

/**
 * Records events about objects. Thread-safe. Recording never throws, and never blocks unless a
 * pipeline was configured with {@code overflow=block}: what cannot be recorded is counted and
 * logged. The one exception is a {@link VirtualMachineError} that is no {@link StackOverflowError},
 * for example an {@link OutOfMemoryError}: the application is to know of it, and it comes when all
 * pipelines that could take the event have it.
 *
 * <pre>{@code
 * recorder.warning(pod, "BackOff", "restarting failed container %s", name);
 * recorder.warning("BackOff").regarding(pod).related(node).action("Restarting").message("…").record();
 * }</pre>
 *
 * <p>A message is formatted ({@link String#format}) only when arguments are given, so a {@code %}
 * in a plain message is safe. The object may be an {@link ObjectReference} or whatever a {@code
 * ReferenceResolver} knows; its reference is taken before the call returns.
 *
 * <p>A recorder that adds something to each event is one line: {@code (type, reason) ->
 * recorder.event(type, reason).label("team", "payments")}. A recorder that does something else with
 * events starts from {@code io.eventrecorder.spi.DraftedEvent}.
 */
@FunctionalInterface
public interface EventRecorder {
  /**
   * {@return a draft; nothing is recorded until its {@link EventDraft#record()}} All other methods
   * end here.
   *
   * @param type {@link EventType#NORMAL} or {@link EventType#WARNING}
   * @param reason why, in one CamelCase word
   */
  @CheckReturnValue
  EventDraft event(String type, String reason);

  /**
   * Records an event (client-go {@code Event} and {@code Eventf}).
   *
   * @param regarding the object that the event is about
   * @param type {@link EventType#NORMAL} or {@link EventType#WARNING}
   * @param reason why, in one CamelCase word
   * @param message what happened, for people
   * @param args arguments, if the message is a format
   */
  default void event(Object regarding, String type, String reason, String message, Object... args) {
    event(type, reason).regarding(regarding).message(message, args).record();
  }

  /**
   * Records an event of type Normal.
   *
   * @param regarding the object that the event is about
   * @param reason why, in one CamelCase word
   * @param message what happened, for people
   * @param args arguments, if the message is a format
   */
  default void normal(Object regarding, String reason, String message, Object... args) {
    event(regarding, EventType.NORMAL, reason, message, args);
  }

  /**
   * Records an event of type Warning.
   *
   * @param regarding the object that the event is about
   * @param reason why, in one CamelCase word
   * @param message what happened, for people
   * @param args arguments, if the message is a format
   */
  default void warning(Object regarding, String reason, String message, Object... args) {
    event(regarding, EventType.WARNING, reason, message, args);
  }

  /**
   * {@return a draft of type Normal; nothing is recorded until its {@link EventDraft#record()}}
   *
   * @param reason why, in one CamelCase word
   */
  @CheckReturnValue
  default EventDraft normal(String reason) {
    return event(EventType.NORMAL, reason);
  }

  /**
   * {@return a draft of type Warning; nothing is recorded until its {@link EventDraft#record()}}
   *
   * @param reason why, in one CamelCase word
   */
  @CheckReturnValue
  default EventDraft warning(String reason) {
    return event(EventType.WARNING, reason);
  }

  /**
   * {@return a recorder for events about one object}
   *
   * @param regarding the object; its reference is taken anew for every event
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
