package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnzippedStreamTest {
  private static String read(byte[] bytes) throws IOException {
    try (UnzippedStream in = new UnzippedStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void gzip_is_unpacked_and_other_text_stays_as_it_is() throws IOException {
    assertThat(read(Gzip.of("hello"))).isEqualTo("hello");
    for (String text : new String[] {"", "a", "{}", "hello", "\u001f", "\u001fx"}) {
      assertThat(read(text.getBytes(UTF_8))).isEqualTo(text);
    }
  }

  /** The second member arrives later, as from a pipe. */
  @Test
  void a_second_gzip_member_is_read() throws IOException {
    byte[] first = Gzip.of("a");
    try (UnzippedStream in = new UnzippedStream(InputText.slow(join(first, first)))) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("aa");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "x", "\u001f", "\u001fx", "{\"much\":1}\n"})
  void text_behind_gzip_is_read_as_it_is(String text) throws IOException {
    String much = text.repeat(20_000);
    byte[] first = Gzip.of("a".repeat(50_000));
    assertThat(read(join(first, text.getBytes(UTF_8)))).isEqualTo("a".repeat(50_000) + text);
    assertThat(read(join(first, Gzip.of("b"), much.getBytes(UTF_8))))
        .isEqualTo("a".repeat(50_000) + "b" + much);
  }

  @Test
  void zero_padding_is_skipped() throws IOException {
    assertThat(read(join(Gzip.of("a"), new byte[20_000]))).isEqualTo("a");
    assertThat(read(join(Gzip.of("a"), new byte[3], Gzip.of("b")))).isEqualTo("ab");
    assertThat(read(new byte[] {0, 0})).isEqualTo("\0\0");
  }

  @Test
  void a_header_may_have_all_fields_of_rfc_1952() throws IOException {
    byte[] packed = Gzip.of("hello");
    byte[] rest = Arrays.copyOfRange(packed, 10, packed.length);
    byte[] head = Arrays.copyOf(packed, 10);
    head[3] = 2 + 4 + 8 + 16;
    byte[] header = join(head, new byte[] {3, 0, 1, 2, 3}, "name\0comment\0".getBytes(UTF_8));
    CRC32 checksum = new CRC32();
    checksum.update(header);
    byte[] sum = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};
    assertThat(read(join(header, sum, rest, packed))).isEqualTo("hellohello");
    sum[0]++;
    assertThatThrownBy(() -> read(join(header, sum, rest))).isInstanceOf(ZipException.class);
  }

  /** The text before the damage is read, then an exception is thrown. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, -8, -1})
  void damaged_gzip_is_an_error(int at) throws IOException {
    byte[] good = Gzip.of("hello");
    byte[] damaged = Gzip.of("hello");
    damaged[at < 0 ? damaged.length + at : at] ^= (byte) 0xE0;
    for (byte[] bytes : List.of(damaged, join(good, damaged))) {
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(ZipException.class);
    }
  }

  @Test
  void gzip_that_is_cut_off_is_an_error() throws IOException {
    byte[] good = Gzip.of("hello".repeat(100));
    for (int length = 2; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> read(join(good, cut))).isInstanceOf(EOFException.class);
    }
  }
}
