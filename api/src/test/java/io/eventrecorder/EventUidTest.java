package io.eventrecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of a uid, and an event that has one. */
class EventUidTest {
  private static final long ALL_PROCESS_BITS = (1L << EventUid.PROCESS_BITS) - 1;

  @Property
  void a_uid_that_is_read_back_is_the_same(
      @ForAll @LongRange(min = 0, max = ALL_PROCESS_BITS) long process, @ForAll long sequence) {
    EventUid uid = new EventUid(process, sequence);
    EventUid read = Objects.requireNonNull(EventUid.parse(uid.toString()));
    assertThat(read).isEqualTo(uid).hasSameHashCodeAs(uid);
    assertThat(read.process()).isEqualTo(process);
    assertThat(read.sequence()).isEqualTo(sequence);
  }

  @Property
  void it_is_a_uuid_of_version_8(
      @ForAll @LongRange(min = 0, max = ALL_PROCESS_BITS) long process, @ForAll long sequence) {
    UUID uuid = UUID.fromString(new EventUid(process, sequence).toString());
    assertThat(uuid.version()).isEqualTo(8);
    assertThat(uuid.variant()).isEqualTo(2); // RFC 9562
  }

  @Property
  void texts_of_one_process_sort_by_sequence(
      @ForAll @LongRange(min = 0, max = ALL_PROCESS_BITS) long process,
      @ForAll long one,
      @ForAll long other) {
    String first = new EventUid(process, one).toString();
    String second = new EventUid(process, other).toString();
    assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Long.compareUnsigned(one, other));
  }

  /** The layout is part of the interface: relays of other releases read it. */
  @Test
  void each_bit_has_its_place() {
    assertThat(new EventUid(0, 0)).hasToString("00000000-0000-8000-8000-000000000000");
    assertThat(new EventUid(0, 1)).hasToString("00000000-0000-8000-8000-000000000001");
    assertThat(new EventUid(0, 1L << 61)).hasToString("00000000-0000-8000-a000-000000000000");
    assertThat(new EventUid(0, 1L << 62)).hasToString("00000000-0000-8001-8000-000000000000");
    assertThat(new EventUid(0, 1L << 63)).hasToString("00000000-0000-8002-8000-000000000000");
    assertThat(new EventUid(1, 0)).hasToString("00000000-0000-8004-8000-000000000000");
    assertThat(new EventUid(1 << 10, 0)).hasToString("00000000-0001-8000-8000-000000000000");
    assertThat(new EventUid(ALL_PROCESS_BITS, -1))
        .hasToString("ffffffff-ffff-8fff-bfff-ffffffffffff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "26ad33eb",
        "00000000-0000-4000-8000-000000000001", // version 4, as an API server gives it
        "00000000-0000-8000-4000-000000000001", // another variant
        "00000000-0000-8000-A000-000000000001", // upper case
        "00000000-0000-8000-8000-00000000001", // too short
        "00000000-0000-8000-8000-0000000000011",
        "00000000-0000-8000-8000-0000000000xy",
        "0000000000000-8000-8000-000000000001",
        "0000000-00000-8000-8000-000000000001"
      })
  void other_texts_are_no_uid_of_a_recorder(String text) {
    assertThat(EventUid.parse(text)).isNull();
  }

  @Property
  void any_text_can_be_asked_for(@ForAll String text) {
    assertThat(EventUid.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {ALL_PROCESS_BITS + 1, -1, Long.MIN_VALUE})
  void a_process_with_more_bits_is_refused(long process) {
    assertThatThrownBy(() -> new EventUid(process, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("58 bits");
  }

  @Test
  void an_event_has_its_uid_and_copies_keep_it() {
    EventUid uid = new EventUid(5, 7);
    Event event = event(uid);
    assertThat(event.uid()).isEqualTo(uid.toString());
    assertThat(event.toBuilder().name("other").build().uid()).isSameAs(event.uid());
    assertThat(event.counted("other", "u-1", "", 2, null, null).uid()).isEqualTo("u-1");
    assertThat(event.toBuilder().uid("").build().uid()).isEmpty();
    assertThat(event(null).uid()).isEmpty();
  }

  @Test
  void an_event_with_a_uid_equals_one_with_its_text() {
    Event event = event(new EventUid(5, 7));
    Event read = event(null).toBuilder().uid(new EventUid(5, 7).toString()).build();
    assertThat(read).isEqualTo(event).hasSameHashCodeAs(event);
    assertThat(event(null).toBuilder().uid(new EventUid(5, 7)).build()).isEqualTo(event);
    assertThat(event(new EventUid(5, 8))).isNotEqualTo(event);
  }

  private static Event event(@Nullable EventUid uid) {
    return Event.occurrence(
        1,
        uid,
        "shop",
        ObjectReference.of("Pod", "shop", "web-0"),
        EventType.WARNING,
        "BackOff",
        "m",
        EventSource.empty(),
        Instant.EPOCH);
  }
}
