package io.eventrecorder.cli.input;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads one gzip member (RFC 1952), exactly to its end. {@code GZIPInputStream} cannot be used
 * here: it drops the text that follows a member.
 */
final class GzipMember extends InflaterInputStream {
  static final int MAGIC = 0x1F8B;
  static final int BUFFER = 1 << 12;

  private static final int DEFLATE = 8;
  private static final int CHECKED = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xE0;

  private final CRC32 checksum = new CRC32();
  private boolean ended;

  private GzipMember(BufferedInputStream in) {
    super(in, new Inflater(true), BUFFER);
  }

  /** {@return a member whose first two bytes have been read already} */
  static GzipMember behindMagic(BufferedInputStream in) throws IOException {
    readHeader(in);
    return new GzipMember(in);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int count = super.read(buffer, offset, length);
    if (count >= 0) {
      checksum.update(buffer, offset, count);
    } else {
      ended = true;
      readTrailer();
    }
    return count;
  }

  @Override
  protected void fill() throws IOException {
    in.mark(BUFFER);
    super.fill();
  }

  /** Frees the inflater; the stream stays open. */
  @Override
  public void close() {
    inf.end();
  }

  private static void readHeader(InputStream in) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(MAGIC >> 8);
    checksum.update(MAGIC & 0xFF);
    DataInputStream header = new DataInputStream(new CheckedInputStream(in, checksum));
    int method = header.readUnsignedByte();
    int flags = header.readUnsignedByte();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw new ZipException("a header is invalid");
    }
    header.readFully(new byte[6]); // time, level, operating system
    if ((flags & EXTRA) != 0) {
      header.readFully(new byte[header.readUnsignedByte() | header.readUnsignedByte() << 8]);
    }
    if ((flags & NAME) != 0) {
      skipText(header);
    }
    if ((flags & COMMENT) != 0) {
      skipText(header);
    }
    int expected = (int) checksum.getValue() & 0xFFFF;
    if ((flags & CHECKED) != 0 && littleEndian(header, 2) != expected) {
      throw new ZipException("the checksum of a header is wrong");
    }
  }

  private static void skipText(DataInputStream in) throws IOException {
    while (in.readUnsignedByte() != 0) {}
  }

  private void readTrailer() throws IOException {
    in.reset();
    in.skipNBytes(len - inf.getRemaining());
    DataInputStream trailer = new DataInputStream(in);
    long expected = littleEndian(trailer, 4);
    long size = littleEndian(trailer, 4);
    if (expected != checksum.getValue() || size != (inf.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("the checksum or the length is wrong");
    }
  }

  private static long littleEndian(DataInputStream in, int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) in.readUnsignedByte() << (8 * i);
    }
    return number;
  }
}
