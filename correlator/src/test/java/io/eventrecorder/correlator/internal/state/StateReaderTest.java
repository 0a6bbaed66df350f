package io.eventrecorder.correlator.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.spi.StateFormatException;
import io.eventrecorder.testkit.HostileText;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateReaderTest {
  @Property
  void numbers_are_read_as_they_were_written(@ForAll long number, @ForAll int small) {
    assertThat(again(out -> out.writeVarint(number), StateReader::readVarint)).isEqualTo(number);
    assertThat(again(out -> out.writeZigzag(number), StateReader::readZigzag)).isEqualTo(number);
    assertThat(again(out -> out.writeLong(number), StateReader::readLong)).isEqualTo(number);
    assertThat(again(out -> out.writeZigzag(small), StateReader::readZigzagInt)).isEqualTo(small);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "127, 1", "128, 2", "16383, 2", "16384, 3", "-1, 10"})
  void small_numbers_take_few_bytes(long number, int bytes) {
    assertThat(new StateWriter().writeVarint(number).toBytes()).hasSize(bytes);
  }

  @Provide
  Arbitrary<String> texts() {
    return HostileText.texts();
  }

  @Property
  void texts_are_read_as_they_were_written(@ForAll("texts") String text, @ForAll String other) {
    assertThat(again(out -> out.writeText(text), StateReader::readText)).isEqualTo(text);
    assertThat(again(out -> out.writeText(other), StateReader::readText)).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ascii", "Größe", "語", "😀", "\ud83d", "\ude00x", "\ufffd"})
  void texts_of_each_form_are_read_as_they_were_written(String text) {
    assertThat(again(out -> out.writeText(text), StateReader::readText)).isEqualTo(text);
    assertThat(again(out -> out.writeNullableText(text), StateReader::readNullableText))
        .isEqualTo(text);
  }

  @Test
  void what_is_missing_stays_missing() {
    StateReader in =
        new StateReader(new StateWriter().writeNullableText(null).writeInstant(null).toBytes());
    assertThat(in.readNullableText()).isNull();
    assertThat(in.readInstant()).isNull();
    in.end();
  }

  @Test
  void times_are_read_as_they_were_written() {
    for (Instant time :
        new Instant[] {
          Instant.MIN, Instant.MAX, Instant.EPOCH, Instant.parse("2026-01-01T00:00:00.123456789Z")
        }) {
      assertThat(again(out -> out.writeInstant(time), StateReader::readInstant)).isEqualTo(time);
    }
  }

  @Test
  void keys_are_read_as_they_were_written() {
    Fingerprint key = new Fingerprint();
    key.set(0x0123456789abcdefL, -2);
    Fingerprint read = again(out -> out.writeFingerprint(key), StateReader::readFingerprint);
    assertThat(read.hi()).isEqualTo(key.hi());
    assertThat(read.lo()).isEqualTo(key.lo());
  }

  @Test
  void a_writer_that_was_cleared_writes_from_the_beginning() {
    StateWriter out = new StateWriter().writeText("x".repeat(1000));
    assertThat(out.clear().writeByte(7).toBytes()).containsExactly(7);
  }

  @Test
  void bytes_that_are_left_over_are_an_error() {
    StateReader in = new StateReader(new byte[] {1, 2, 3});
    assertThat(in.readByte()).isEqualTo(1);
    assertThatThrownBy(in::end)
        .isInstanceOf(StateFormatException.class)
        .hasMessage(
            "the stored memory of the correlator is damaged: 2 bytes are left over (before byte 1"
                + " of 3). Delete the stored memory; the correlator then begins without it");
  }

  @Test
  void a_length_beyond_the_end_is_an_error_and_takes_no_memory() {
    byte[] bytes = new StateWriter().writeVarint(Integer.MAX_VALUE * 2L).toBytes();
    assertRefused(bytes, StateReader::readText);
    assertRefused(bytes, StateReader::readTexts);
    assertRefused(bytes, StateReader::readCount);
    byte[] negative = new StateWriter().writeVarint(-1).toBytes();
    assertRefused(negative, StateReader::readText);
    assertRefused(negative, StateReader::readCount);
    assertRefused(bytes, in -> in.readBytes(Integer.MAX_VALUE));
    assertRefused(bytes, in -> in.readBytes(-1));
  }

  @Test
  void values_that_no_writer_writes_are_errors() {
    assertRefused(new byte[] {2}, StateReader::readBoolean);
    assertRefused(new byte[] {(3 << 1) | 1, 0, 0, 0}, StateReader::readText);
    assertRefused(new byte[] {1 << 1, (byte) 0xff}, StateReader::readText);
    assertRefused(
        new StateWriter().writeVarint(1_000_000_001).writeZigzag(0).toBytes(),
        StateReader::readInstant);
    assertRefused(
        new StateWriter().writeVarint(1).writeZigzag(Long.MAX_VALUE).toBytes(),
        StateReader::readInstant);
    assertRefused(new StateWriter().writeZigzag(1L << 31).toBytes(), StateReader::readZigzagInt);
    assertRefused(
        new StateWriter().writeVarint(2).writeText("a").writeText("").writeText("a").toBytes(),
        StateReader::readTexts);
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xff);
    assertRefused(endless, StateReader::readVarint);
  }

  @Test
  void a_name_that_occurs_twice_is_an_error() {
    byte[] bytes =
        new StateWriter()
            .writeVarint(2)
            .writeText("a")
            .writeText("1")
            .writeText("a")
            .writeText("2")
            .toBytes();
    assertRefused(bytes, StateReader::readTexts);
  }

  private static void assertRefused(byte[] bytes, Function<StateReader, ?> read) {
    assertThatExceptionOfType(StateFormatException.class)
        .isThrownBy(() -> read.apply(new StateReader(bytes)));
  }

  private static <T> T again(Consumer<StateWriter> write, Function<StateReader, T> read) {
    StateWriter out = new StateWriter();
    write.accept(out);
    StateReader in = new StateReader(out.toBytes());
    T value = read.apply(in);
    in.end();
    return value;
  }
}
