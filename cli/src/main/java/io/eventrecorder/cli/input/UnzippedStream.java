package io.eventrecorder.cli.input;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A stream as it is, or unpacked if it begins as gzip does. Looks at it with the first read. */
final class UnzippedStream extends InputStream {
  private static final int MAGIC = 0x1F8B;

  private final InputStream raw;
  private @Nullable InputStream text;

  UnzippedStream(InputStream raw) {
    this.raw = raw;
  }

  @Override
  public int read() throws IOException {
    return text().read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return text().read(buffer, offset, length);
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }

  private InputStream text() throws IOException {
    if (text == null) {
      text = open();
    }
    return text;
  }

  private InputStream open() throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw);
    in.mark(2);
    int first = in.read();
    int magic = first == MAGIC >> 8 ? first << 8 | in.read() : 0;
    in.reset();
    return magic == MAGIC ? new GZIPInputStream(new NeverEmpty(in), 1 << 14) : in;
  }

  /**
   * GZIPInputStream takes a stream that has nothing at hand for one that is at its end, and would
   * leave out what was packed by itself and appended.
   */
  private static final class NeverEmpty extends FilterInputStream {
    NeverEmpty(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
