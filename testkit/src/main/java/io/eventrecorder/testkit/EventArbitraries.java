package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/**
 * Generates events for property tests. It needs {@code net.jqwik:jqwik} on the class path.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<Event> events() {
 *   return EventArbitraries.any();
 * }
 * }</pre>
 */
public final class EventArbitraries {
  /**
   * One step of a history.
   *
   * @param after the time since the previous step
   * @param event the event, as a recorder created it at the start of the history
   */
  public record Occurrence(Duration after, Event event) {
    /**
     * {@return the event as a recorder creates it now: with a new name and the current time}
     *
     * @param clock the clock; advance it by {@link #after()} before this call
     * @param names creates the name
     */
    public Event now(EventClock clock, EventNames names) {
      return event.toBuilder()
          .name(names.next(event.regarding().name()))
          .firstTimestamp(clock.instant())
          .lastTimestamp(clock.instant())
          .build();
    }
  }

  private EventArbitraries() {}

  /** {@return references to objects of a cluster and of other systems, some without a namespace} */
  public static Arbitrary<ObjectReference> references() {
    Arbitrary<String> names = EventParts.dnsLabels();
    return Builders.withBuilder(ObjectReference::builder)
        .use(Arbitraries.of("", "v1", "apps/v1", "shop/v1"))
        .in(ObjectReference.Builder::apiVersion)
        .use(Arbitraries.of("Pod", "Node", "Deployment", "Order"))
        .in(ObjectReference.Builder::kind)
        .use(Arbitraries.of("", "default", "eu"))
        .in(ObjectReference.Builder::namespace)
        .use(names)
        .in(ObjectReference.Builder::name)
        .use(Arbitraries.of("", "c0ffee00-0000-4000-8000-000000000001"))
        .in(ObjectReference.Builder::uid)
        .use(Arbitraries.of("", "7", "4711"))
        .in(ObjectReference.Builder::resourceVersion)
        .use(Arbitraries.of("", "spec.containers{app}"))
        .in(ObjectReference.Builder::fieldPath)
        .build(ObjectReference.Builder::build);
  }

  /**
   * {@return events as a recorder creates them} They are valid, have count 1, and have no uid,
   * resourceVersion, eventTime and series. Texts contain any character.
   */
  public static Arbitrary<Event> recorded() {
    return Builders.withBuilder(Event::builder)
        .use(references())
        .in(EventArbitraries::regarding)
        .use(references().injectNull(0.8))
        .in(Event.Builder::related)
        .use(Arbitraries.of(EventType.NORMAL, EventType.WARNING))
        .in(Event.Builder::type)
        .use(Arbitraries.of("BackOff", "Failed", "Scheduled"))
        .in(Event.Builder::reason)
        .use(Arbitraries.of("", "Restarting"))
        .in(Event.Builder::action)
        .use(EventParts.texts())
        .in(Event.Builder::message)
        .use(EventParts.textMaps())
        .in(Event.Builder::labels)
        .use(EventParts.textMaps())
        .in(Event.Builder::annotations)
        .use(Arbitraries.of("kubelet", "scheduler"))
        .in(EventArbitraries::reportedBy)
        .use(Arbitraries.of("", "", "payment"))
        .in(Event.Builder::key)
        .use(
            EventParts.times(
                ManualClock.START.getEpochSecond(), ManualClock.START.getEpochSecond() + 86_400))
        .in((event, now) -> event.firstTimestamp(now).lastTimestamp(now))
        .build(event -> event.count(1).build());
  }

  /**
   * {@return events as another system may have written them} Any field may be empty, and any text
   * may contain any character: control characters, half surrogate pairs, JSON. Times are between
   * the years 1 and 9999, with nanoseconds. Unknown members are valid JSON.
   */
  public static Arbitrary<Event> any() {
    return Builders.withBuilder(Event::builder)
        .use(EventParts.texts())
        .in(Event.Builder::name)
        .use(EventParts.texts())
        .in(Event.Builder::namespace)
        .use(EventParts.texts())
        .in(Event.Builder::uid)
        .use(EventParts.texts())
        .in(Event.Builder::resourceVersion)
        .use(EventParts.textMaps())
        .in(Event.Builder::labels)
        .use(EventParts.textMaps())
        .in(Event.Builder::annotations)
        .use(EventParts.owners().list().ofMaxSize(2))
        .in(Event.Builder::ownerReferences)
        .use(EventParts.anyReferences())
        .in(Event.Builder::regarding)
        .use(EventParts.anyReferences().injectNull(0.5))
        .in(Event.Builder::related)
        .use(EventParts.texts())
        .in(Event.Builder::type)
        .use(EventParts.texts())
        .in(Event.Builder::reason)
        .use(EventParts.texts())
        .in(Event.Builder::action)
        .use(EventParts.texts())
        .in(Event.Builder::message)
        .use(Combinators.combine(EventParts.texts(), EventParts.texts()).as(EventSource::new))
        .in(Event.Builder::source)
        .use(EventParts.texts())
        .in(Event.Builder::reportingController)
        .use(EventParts.texts())
        .in(Event.Builder::reportingInstance)
        .use(Arbitraries.integers())
        .in(Event.Builder::count)
        .use(EventParts.anyTimes().injectNull(0.2))
        .in(Event.Builder::firstTimestamp)
        .use(EventParts.anyTimes().injectNull(0.2))
        .in(Event.Builder::lastTimestamp)
        .use(EventParts.anyTimes().injectNull(0.5))
        .in(Event.Builder::eventTime)
        .use(EventParts.series().injectNull(0.5))
        .in(Event.Builder::series)
        .use(EventParts.unknownFields())
        .in(Event.Builder::unknownFields)
        .use(EventParts.texts())
        .in(Event.Builder::key)
        .build(Event.Builder::build);
  }

  /**
   * {@return histories of up to 60 occurrences} A few events repeat, mixed with storms of messages
   * that differ in a number. Most pauses are seconds, some are minutes or an hour.
   */
  public static Arbitrary<List<Occurrence>> occurrences() {
    return recorded()
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(few -> occurrence(few).list().ofMinSize(1).ofMaxSize(60));
  }

  private static Arbitrary<Occurrence> occurrence(List<Event> few) {
    Arbitrary<Event> repeats = Arbitraries.of(few);
    Arbitrary<Event> storm =
        Combinators.combine(repeats, Arbitraries.integers().between(1, 30))
            .as((event, i) -> event.toBuilder().message("attempt " + i + " failed").build());
    Arbitrary<Duration> pauses =
        Arbitraries.oneOf(
            Arbitraries.just(Duration.ZERO),
            Arbitraries.longs().between(1, 5_000).map(Duration::ofMillis),
            Arbitraries.longs().between(1, 60).map(Duration::ofMinutes));
    return Combinators.combine(pauses, Arbitraries.oneOf(repeats, repeats, storm))
        .as(Occurrence::new);
  }

  private static Event.Builder regarding(Event.Builder event, ObjectReference object) {
    return event
        .regarding(object)
        .namespace(object.namespace().isEmpty() ? "default" : object.namespace())
        .name(object.name() + ".18a2b3c4d5e6f708");
  }

  private static Event.Builder reportedBy(Event.Builder event, String component) {
    return event
        .source(new EventSource(component, "node-1"))
        .reportingController(component)
        .reportingInstance("node-1");
  }
}
