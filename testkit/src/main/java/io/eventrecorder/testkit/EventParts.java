package io.eventrecorder.testkit;

import io.eventrecorder.EventSeries;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values for the fields of generated events. */
final class EventParts {
  /** The years 0001 to 9999: the range of RFC 3339. */
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private EventParts() {}

  static Arbitrary<String> dnsLabels() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .ofMinLength(1)
        .ofMaxLength(20);
  }

  static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(SinkEvents.MESSAGES),
        Arbitraries.strings().all().ofMaxLength(30),
        Arbitraries.strings().ascii().ofMaxLength(30));
  }

  static Arbitrary<Map<String, String>> textMaps() {
    return Arbitraries.maps(texts(), texts()).ofMaxSize(3);
  }

  static Arbitrary<Instant> anyTimes() {
    return times(FIRST_SECOND, LAST_SECOND);
  }

  static Arbitrary<Instant> times(long first, long last) {
    return Combinators.combine(
            Arbitraries.longs().between(first, last), Arbitraries.longs().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  static Arbitrary<EventSeries> series() {
    return Combinators.combine(Arbitraries.integers(), anyTimes().injectNull(0.2))
        .as(EventSeries::new);
  }

  static Arbitrary<ObjectReference> anyReferences() {
    return Combinators.combine(texts(), texts(), texts(), texts(), texts(), texts(), texts())
        .as(ObjectReference::new);
  }

  static Arbitrary<OwnerReference> owners() {
    Arbitrary<Boolean> flags = Arbitraries.of(true, false).injectNull(0.3);
    return Combinators.combine(texts(), texts(), texts(), texts(), flags, flags)
        .as(OwnerReference::new);
  }

  static Arbitrary<Map<String, String>> unknownFields() {
    return Arbitraries.maps(
            Arbitraries.of("/metadata/managedFields", "/metadata/selfLink", "/a~1b", "/m~0n"),
            Arbitraries.of("[]", "\"text\"", "{\"a\":[null,1.50]}", "1e400", "false"))
        .ofMaxSize(3);
  }
}
