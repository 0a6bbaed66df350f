package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.UserCode;
import io.eventrecorder.text.PrintableText;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an event acceptable to the API server, and changes no more than it must. It is a chain of
 * {@linkplain SanitizerStep steps}: strict in events.k8s.io/v1, and in core/v1 for events that have
 * an eventTime; lax for all others. The same event is always changed in the same way. Thread-safe.
 */
final class EventSanitizer {
  private static final System.Logger LOG = System.getLogger("io.eventrecorder.sink.kubernetes");

  private final EventApi api;
  private final List<SanitizerStep> times = EventTimes.steps();
  private final List<SanitizerStep> lax;
  private final List<SanitizerStep> strict;
  private final List<SanitizerStep> creation;
  private final Runnable onAdjusted;

  EventSanitizer(
      EventApi api,
      int maxMessageBytes,
      boolean ownerReference,
      EventClock clock,
      EventNames names,
      Runnable onAdjusted) {
    SanitizerSteps steps = new SanitizerSteps(api, clock, names);
    this.api = api;
    this.lax = steps.lax(maxMessageBytes);
    this.strict = steps.strict();
    this.creation = CreationSteps.of(ownerReference);
    this.onAdjusted = onAdjusted;
  }

  /** The event after all steps, and a list of the changes. */
  private record Sanitized(Event event, List<String> changes) {}

  /** {@return the event as it can be created} */
  Event forCreate(Event event) {
    return run(creation, forPatch(event)).event();
  }

  /** {@return the event with the name and the values that a patch may have} */
  Event forPatch(Event event) {
    Event inForm = EventJson.convert(run(times, event).event(), api);
    Sanitized sanitized = run(EventTimes.isStrict(inForm, api) ? strict : lax, inForm);
    if (!sanitized.changes().isEmpty()) {
      onAdjusted.run();
      log(sanitized);
    }
    return sanitized.event();
  }

  /** {@return the namespace to which the event is written} */
  String namespace(Event event) {
    return EventNamespace.of(event, api);
  }

  private static Sanitized run(List<SanitizerStep> steps, Event event) {
    List<String> changes = new ArrayList<>();
    Event.Builder result = event.toBuilder();
    for (SanitizerStep step : steps) {
      String change = step.apply(event, result);
      if (change != null) {
        changes.add(change);
      }
    }
    return new Sanitized(changes.isEmpty() ? event : result.build(), changes);
  }

  private static void log(Sanitized sanitized) {
    Event event = sanitized.event();
    try {
      LOG.log(
          System.Logger.Level.DEBUG,
          () ->
              "the event "
                  + PrintableText.line(event.namespace() + '/' + event.name())
                  + " was changed, because the API server would refuse it: "
                  + String.join(", ", sanitized.changes()));
    } catch (Throwable e) { // a logging back end that fails must not lose the event
      if (UserCode.isFatal(e)) {
        throw e;
      }
    }
  }
}
