package io.eventrecorder.cli.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream, and unpacks it if it begins with a gzip member. Behind a gzip member comes the
 * next member or plain text. Zero bytes that pad a member are skipped.
 */
final class UnzippedStream extends InputStream {
  private final BufferedInputStream raw;
  private boolean behindMember;

  /** The current gzip member, or the raw stream; null before the next one. */
  private @Nullable InputStream part;

  UnzippedStream(InputStream raw) {
    this.raw = new BufferedInputStream(raw, GzipMember.BUFFER);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    for (; ; ) {
      if (part == null) {
        part = nextPart();
      }
      int count = part.read(buffer, offset, length);
      if (count >= 0 || part == raw) {
        return count;
      }
      part.close();
      part = null;
      behindMember = true;
    }
  }

  @Override
  public void close() throws IOException {
    if (part != null) {
      part.close();
    }
    raw.close();
  }

  private InputStream nextPart() throws IOException {
    int first;
    do {
      raw.mark(2);
      first = raw.read();
    } while (behindMember && first == 0);
    if (first == GzipMember.MAGIC >> 8 && raw.read() == (GzipMember.MAGIC & 0xFF)) {
      return GzipMember.behindMagic(raw);
    }
    raw.reset();
    return raw;
  }
}
