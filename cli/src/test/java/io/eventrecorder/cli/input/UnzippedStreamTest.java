package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class UnzippedStreamTest {
  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static String read(byte[] bytes) throws IOException {
    try (UnzippedStream in = new UnzippedStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatIsPackedIsUnpackedAndAllElseIsLeft() throws IOException {
    assertThat(read(zipped("hello"))).isEqualTo("hello");
    for (String text : new String[] {"", "a", "{}", "hello", "\u001f", "\u001fx"}) {
      assertThat(read(text.getBytes(UTF_8))).isEqualTo(text);
    }
  }

  /** A pipe has nothing at hand between what is written to it. */
  @Test
  void whatWasAppendedPackedIsReadToo() throws IOException {
    byte[] first = zipped("a");
    byte[] both = Arrays.copyOf(first, 2 * first.length);
    System.arraycopy(first, 0, both, first.length, first.length);
    try (UnzippedStream in = new UnzippedStream(EventStream.slow(both))) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("aa");
    }
  }

  @Test
  void whatIsCutOffIsAnError() throws IOException {
    byte[] cut = Arrays.copyOf(zipped("hello".repeat(100)), 20);
    assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
  }
}
