package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.EventArbitraries;
import io.eventrecorder.testkit.ManualClock;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every event becomes one that the validation of the API server accepts. */
class EventSanitizerPropertiesTest {
  private static final String NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = NAME + "(\\." + NAME + ")*";
  private static final String QUALIFIED =
      "(" + SUBDOMAIN + "/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?";

  private final ManualClock clock = new ManualClock();
  private final EventSanitizer core = sanitizer(EventApi.CORE_V1);
  private final EventSanitizer events = sanitizer(EventApi.EVENTS_V1);

  private EventSanitizer sanitizer(EventApi api) {
    return new EventSanitizer(api, 2000, false, clock, EventNames.of(clock), () -> {});
  }

  @Property(tries = 500)
  void every_event_becomes_acceptable(@ForAll("anyEvents") Event event) {
    Event sanitized = events.forCreate(event);
    assertThat(sanitized.name()).matches(SUBDOMAIN).hasSizeLessThanOrEqualTo(253);
    assertThat(sanitized.message().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1024);
    assertThat(sanitized.reason().getBytes(UTF_8)).hasSizeBetween(1, 128);
    assertThat(sanitized.action().getBytes(UTF_8)).hasSizeBetween(1, 128);
    assertThat(sanitized.reportingInstance().getBytes(UTF_8)).hasSizeBetween(1, 128);
    assertThat(sanitized.reportingController()).matches(QUALIFIED);
    assertThat(sanitized.type()).isIn("Normal", "Warning");
    assertThat(sanitized.eventTime()).isNotNull();
    assertThat(sanitized.series() == null || sanitized.series().count() >= 2).isTrue();
    assertThat(sanitized.regarding().namespace().isEmpty() ? "default" : sanitized.namespace())
        .isEqualTo(sanitized.namespace());
    assertThat(core.forCreate(event).namespace()).isNotEmpty();
    assertThat(events.forPatch(event.toBuilder().name(sanitized.name()).build()).name())
        .isEqualTo(sanitized.name());
  }

  @Provide
  Arbitrary<Event> anyEvents() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(300);
    Arbitrary<String> names =
        Arbitraries.oneOf(text, Arbitraries.strings().withChars("aB0-._/%ä").ofMaxLength(300));
    Arbitrary<Event> loose =
        Combinators.combine(names, names, text, text, text, names, text, text)
            .as(
                (name, controller, reason, action, type, object, instance, message) ->
                    Event.builder()
                        .name(name)
                        .reportingController(controller)
                        .reason(reason)
                        .action(action)
                        .type(type)
                        .regarding(ObjectReference.of("Pod", "", object))
                        .reportingInstance(instance)
                        .message(message.repeat(5))
                        .count(name.length() - 3)
                        .eventTime(name.length() % 2 == 0 ? Instant.EPOCH : null)
                        .build());
    return Arbitraries.oneOf(loose, EventArbitraries.any());
  }
}
