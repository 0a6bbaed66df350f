package io.eventrecorder.cli.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream as it is, or unpacked if it begins as gzip does. What follows a member of gzip is the
 * next member, or else text as it is; the zeros with which some fill up the end are skipped.
 */
final class UnzippedStream extends InputStream {
  private final BufferedInputStream raw;
  private boolean behindMember;

  /** The member that is being read, or the raw stream; null before the next of them. */
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
