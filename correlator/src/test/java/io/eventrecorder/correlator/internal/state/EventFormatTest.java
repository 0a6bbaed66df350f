package io.eventrecorder.correlator.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.StateFormatException;
import io.eventrecorder.testkit.EventArbitraries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventFormatTest {
  @Provide
  Arbitrary<Event> events() {
    return EventArbitraries.any();
  }

  @Property
  void an_event_is_read_as_it_was_written(
      @ForAll("events") Event event, @ForAll boolean fromElsewhere) {
    Event written = event.toBuilder().fromElsewhere(fromElsewhere).build();
    StateReader in = new StateReader(bytes(written));
    Event read = EventFormat.read(in);
    in.end();
    assertThat(read).isEqualTo(written);
    assertThat(read.isFromElsewhere()).isEqualTo(fromElsewhere);
    assertThat(new ArrayList<>(read.labels().keySet()))
        .isEqualTo(new ArrayList<>(written.labels().keySet()));
    assertThat(bytes(read)).isEqualTo(bytes(written));
  }

  @Test
  void the_name_of_a_recorders_event_is_written_though_its_text_was_not_made_yet() {
    Event event = occurrence();
    Event read = EventFormat.read(new StateReader(bytes(event)));
    assertThat(read.name()).isEqualTo("web-0.2a");
    assertThat(read).isEqualTo(occurrence());
  }

  @Property
  void an_event_that_was_cut_is_an_error(
      @ForAll("events") Event event, @ForAll @IntRange(max = 10_000) int length) {
    byte[] bytes = bytes(event);
    Assume.that(length < bytes.length);
    byte[] cut = Arrays.copyOf(bytes, length);
    assertThatExceptionOfType(StateFormatException.class)
        .isThrownBy(() -> EventFormat.read(new StateReader(cut)))
        .withMessageContaining("Delete the stored memory");
  }

  @Property
  void an_event_with_a_changed_byte_is_an_event_or_an_error(
      @ForAll("events") Event event, @ForAll @IntRange(max = 10_000) int at, @ForAll byte value) {
    byte[] bytes = bytes(event);
    bytes[at % bytes.length] = value;
    assertReadsOrRefuses(bytes);
  }

  @Property
  void other_bytes_are_an_event_or_an_error(@ForAll byte[] bytes) {
    byte[] versioned = Arrays.copyOf(bytes, bytes.length + 1);
    versioned[0] = 1;
    assertReadsOrRefuses(bytes);
    assertReadsOrRefuses(versioned);
  }

  @Test
  void a_newer_version_is_an_error_that_says_so() {
    byte[] bytes = bytes(occurrence());
    bytes[0] = 2;
    assertThatThrownBy(() -> EventFormat.read(new StateReader(bytes)))
        .isInstanceOf(StateFormatException.class)
        .hasMessage(
            "the stored memory of the correlator contains version 2 of an event; this program"
                + " reads versions up to 1. Use the newer program that stored it, or delete the"
                + " stored memory");
  }

  private static void assertReadsOrRefuses(byte[] bytes) {
    try {
      Event read = EventFormat.read(new StateReader(bytes));
      assertThat(EventFormat.read(new StateReader(bytes(read)))).isEqualTo(read);
    } catch (StateFormatException e) {
      assertThat(e).hasMessageContaining("elete the stored memory");
    }
  }

  private static byte[] bytes(Event event) {
    StateWriter out = new StateWriter();
    EventFormat.write(out, event);
    return out.toBytes();
  }

  private static Event occurrence() {
    return Event.occurrence(
        42,
        null,
        "default",
        ObjectReference.of("Pod", "default", "web-0"),
        EventType.WARNING,
        "BackOff",
        "back-off",
        new EventSource("kubelet", "node-1"),
        Instant.parse("2026-01-01T00:00:00Z"));
  }
}
