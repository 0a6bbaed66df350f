package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.eventrecorder.Event;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** {@link Event#counted} copies every field that it does not set. */
class EventCountedTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2026-01-01T00:00:09Z");

  @Property
  void it_equals_what_the_builder_makes(@ForAll("events") Event event) {
    Event built =
        event.toBuilder()
            .name("web-0.1")
            .uid("u-1")
            .resourceVersion("42")
            .count(9)
            .firstTimestamp(FIRST)
            .lastTimestamp(LAST)
            .build();

    Event counted = event.counted("web-0.1", "u-1", "42", 9, FIRST, LAST);

    assertThat(counted).isEqualTo(built);
    assertThat(counted.isFromElsewhere()).isEqualTo(event.isFromElsewhere());
  }

  @Test
  @SuppressWarnings("NullAway") // nulls on purpose
  void it_refuses_null_texts_and_accepts_unknown_times() {
    Event event = Event.builder().build();

    assertThatNullPointerException()
        .isThrownBy(() -> event.counted(null, "", "", 1, FIRST, LAST))
        .withMessage("newName");
    assertThatNullPointerException()
        .isThrownBy(() -> event.counted("web-0.1", null, "", 1, FIRST, LAST))
        .withMessage("newUid");
    assertThatNullPointerException()
        .isThrownBy(() -> event.counted("web-0.1", "", null, 1, FIRST, LAST))
        .withMessage("newResourceVersion");
    assertThat(event.counted("web-0.1", "", "", 1, null, null).lastTimestamp()).isNull();
  }

  @Provide
  Arbitrary<Event> events() {
    return EventArbitraries.any();
  }
}
