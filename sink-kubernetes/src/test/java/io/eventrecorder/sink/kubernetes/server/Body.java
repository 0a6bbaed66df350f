package io.eventrecorder.sink.kubernetes.server;

import java.io.IOException;
import java.io.InputStream;

/** The body of a request, as far as the server reads. */
final class Body {
  private static final int LIMIT = 3 * 1024 * 1024;

  private final byte[] read;

  private Body(byte[] read) {
    this.read = read;
  }

  static Body read(InputStream stream) throws IOException {
    return new Body(stream.readNBytes(LIMIT + 1));
  }

  /** Throws 413 if there was more than the server reads. */
  byte[] bytes() {
    if (read.length > LIMIT) {
      throw Refusal.tooLarge(LIMIT);
    }
    return read;
  }

  /** {@return how many bytes were read} */
  int length() {
    return read.length;
  }
}
