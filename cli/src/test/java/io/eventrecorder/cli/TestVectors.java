package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Reads the test vectors recorded from client-go. */
final class TestVectors {
  private TestVectors() {}

  /**
   * {@return the text of a vector} Its path is relative to the vectors, without file extensions.
   */
  static String read(String path) throws IOException {
    String resource = "/vectors/" + path + ".ndjson.gz";
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(TestVectors.class.getResourceAsStream(resource)))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
