package io.eventrecorder.json;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates events that have a JSON form. */
final class EventValues {
  private EventValues() {}

  static Arbitrary<Instant> times() {
    long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    return Combinators.combine(
            Arbitraries.longs().between(first, last),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  static Arbitrary<Instant> micros() {
    return times().map(time -> time.truncatedTo(ChronoUnit.MICROS));
  }

  static Arbitrary<Instant> seconds() {
    return times().map(time -> time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** All code points but halves of surrogate pairs, which are replaced when written. */
  static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\0', '\u00ff')
        .withChars("\"\\/~\u2028\ufeff\ufffd語é")
        .ofMaxLength(12)
        .map(text -> text.indexOf('~') > 0 ? text + "\uD83D\uDE00" : text);
  }

  static Arbitrary<Event> core() {
    return Combinators.combine(people(), occurrences(), micros().injectNull(0.5))
        .as(
            (event, when, eventTime) ->
                when.regarding(event.regarding()).build().toBuilder()
                    .name(event.name())
                    .namespace(event.namespace())
                    .uid(event.uid())
                    .resourceVersion(event.resourceVersion())
                    .labels(event.labels())
                    .annotations(event.annotations())
                    .ownerReferences(event.ownerReferences())
                    .related(event.related())
                    .type(event.type())
                    .reason(event.reason())
                    .action(event.action())
                    .message(event.message())
                    .source(event.source())
                    .reportingController(event.reportingController())
                    .reportingInstance(event.reportingInstance())
                    .unknownFields(event.unknownFields())
                    .eventTime(eventTime)
                    .build());
  }

  private static Arbitrary<Event.Builder> occurrences() {
    Arbitrary<EventSeries> series =
        Combinators.combine(Arbitraries.integers(), micros().injectNull(0.2)).as(EventSeries::new);
    return Combinators.combine(
            Arbitraries.integers(),
            seconds().injectNull(0.3),
            seconds().injectNull(0.3),
            series.injectNull(0.5))
        .as(
            (count, first, last, s) ->
                Event.builder().count(count).firstTimestamp(first).lastTimestamp(last).series(s));
  }

  private static Arbitrary<Event> people() {
    Arbitrary<EventSource> sources = Combinators.combine(texts(), texts()).as(EventSource::new);
    return Combinators.combine(
            texts().list().ofSize(12),
            texts().list().ofSize(12),
            references(),
            references().injectNull(0.5),
            owners().list().ofMaxSize(2),
            sources,
            Arbitraries.maps(texts(), texts()).ofMaxSize(3),
            unknown())
        .as(
            (t, more, regarding, related, owners, source, labels, unknown) ->
                Event.builder()
                    .name(t.get(0))
                    .namespace(t.get(1))
                    .uid(t.get(2))
                    .resourceVersion(t.get(3))
                    .type(t.get(4))
                    .reason(t.get(5))
                    .action(t.get(6))
                    .message(t.get(7))
                    .reportingController(t.get(8))
                    .reportingInstance(t.get(9))
                    .labels(labels)
                    .annotations(Map.of(more.get(0), more.get(1)))
                    .regarding(regarding)
                    .related(related)
                    .ownerReferences(owners)
                    .source(source)
                    .unknownFields(unknown)
                    .build());
  }

  private static Arbitrary<ObjectReference> references() {
    return texts()
        .list()
        .ofSize(7)
        .map(
            t ->
                new ObjectReference(
                    t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6)));
  }

  private static Arbitrary<OwnerReference> owners() {
    Arbitrary<Boolean> flags = Arbitraries.of(true, false).injectNull(0.3);
    return Combinators.combine(texts(), texts(), texts(), texts(), flags, flags)
        .as(OwnerReference::new);
  }

  /** Unknown members of objects that every event has. */
  private static Arbitrary<Map<String, String>> unknown() {
    Arbitrary<String> pointers =
        Combinators.combine(Arbitraries.of("", "/metadata", "/regarding", "/source"), texts())
            .as((parent, name) -> UnknownFields.pointer(parent, "x" + name));
    Arbitrary<String> values =
        Arbitraries.of(
            "null",
            "true",
            "-0.10e+400",
            "123456789012345678901234567890",
            "\"a \\\\ \\\" \\ud800 b\"",
            "[1,{\"a\":[]},\" \"]",
            "{\"f:x\":{\".\":{}}}");
    return Arbitraries.maps(pointers, values).ofMaxSize(4);
  }
}
