package io.eventrecorder.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.spi.StateFormatException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The content of a state file: magic, version, correlator, hash of its options, reading of the
 * clock, parts, checksum. Numbers are big-endian; lengths have four bytes.
 *
 * @param identity whose memory it is
 * @param clockNanos the reading of the correlator's clock when the memory was taken
 * @param parts the parts by their keys; not copied
 */
record StateImage(StateIdentity identity, long clockNanos, Map<ByteBuffer, byte[]> parts) {
  /** The bytes that a part adds to its key and its value. */
  static final int PART_OVERHEAD = 2 * Integer.BYTES;

  private static final byte[] MAGIC = "eventrecorder state\n".getBytes(UTF_8);
  private static final byte VERSION = 1;
  private static final int HEADER = MAGIC.length + 1;
  private static final int CHECKSUM = Integer.BYTES;

  /**
   * {@return the size of the file in bytes}
   *
   * @param partBytes the bytes of all parts, with their overhead
   */
  static long size(StateIdentity identity, long partBytes) {
    return HEADER
        + Integer.BYTES
        + identity.correlator().getBytes(UTF_8).length
        + Integer.BYTES
        + identity.options().getBytes(UTF_8).length
        + Long.BYTES
        + Integer.BYTES
        + partBytes
        + CHECKSUM;
  }

  byte[] encode() {
    long partBytes = 0;
    for (Map.Entry<ByteBuffer, byte[]> part : parts.entrySet()) {
      partBytes += PART_OVERHEAD + part.getKey().remaining() + part.getValue().length;
    }
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size(identity, partBytes)));
    out.put(MAGIC).put(VERSION);
    put(out, identity.correlator().getBytes(UTF_8));
    put(out, identity.options().getBytes(UTF_8));
    out.putLong(clockNanos).putInt(parts.size());
    parts.forEach(
        (key, value) -> {
          out.putInt(key.remaining()).put(key.duplicate());
          put(out, value);
        });
    byte[] file = out.array();
    out.putInt(checksum(file));
    return file;
  }

  private static void put(ByteBuffer out, byte[] bytes) {
    out.putInt(bytes.length).put(bytes);
  }

  /**
   * {@return the content of a file}
   *
   * @throws StateFormatException if these are not the bytes of a state file of this version; the
   *     message says what is wrong, after the name of the file
   */
  static StateImage decode(byte[] file) {
    if (!startsWithMagic(file)) {
      throw new StateFormatException("is not a state file");
    }
    // First, because only a reader of that version knows where the checksum is.
    if (file.length >= HEADER && file[MAGIC.length] != VERSION) {
      throw new StateFormatException(
          "has the format "
              + Byte.toUnsignedInt(file[MAGIC.length])
              + ", and this version reads the format "
              + VERSION);
    }
    if (file.length < HEADER + CHECKSUM) {
      throw damaged();
    }
    ByteBuffer in = ByteBuffer.wrap(file);
    if (in.getInt(file.length - CHECKSUM) != checksum(file)) {
      throw damaged();
    }
    in.position(HEADER).limit(file.length - CHECKSUM);
    try {
      return read(in);
    } catch (BufferUnderflowException e) {
      throw damaged();
    }
  }

  private static boolean startsWithMagic(byte[] file) {
    return file.length >= MAGIC.length
        && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private static StateImage read(ByteBuffer in) {
    StateIdentity identity =
        new StateIdentity(new String(bytes(in), UTF_8), new String(bytes(in), UTF_8));
    long clockNanos = in.getLong();
    int count = in.getInt();
    Map<ByteBuffer, byte[]> parts = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      parts.put(ByteBuffer.wrap(bytes(in)), bytes(in));
    }
    if (count < 0 || parts.size() != count || in.hasRemaining() || clockNanos < 0) {
      throw damaged();
    }
    return new StateImage(identity, clockNanos, parts);
  }

  /** A length is checked before it becomes memory. */
  private static byte[] bytes(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw damaged();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static int checksum(byte[] file) {
    CRC32C sum = new CRC32C();
    sum.update(file, 0, file.length - CHECKSUM);
    return (int) sum.getValue();
  }

  private static StateFormatException damaged() {
    return new StateFormatException("is damaged or cut off");
  }
}
