package io.eventrecorder.correlator.internal.state;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import java.nio.ByteBuffer;

/** Makes the keys of parts: a byte for the kind of the part, then what identifies it. */
public final class PartKey {
  private PartKey() {}

  /** The key of the only part of a kind. */
  public static byte[] of(int kind) {
    return new byte[] {(byte) kind};
  }

  /** The key of a part that a fingerprint identifies. */
  public static byte[] of(int kind, Fingerprint key) {
    return ByteBuffer.allocate(1 + 2 * Long.BYTES)
        .put((byte) kind)
        .putLong(key.hi())
        .putLong(key.lo())
        .array();
  }

  /** The key of a part that a number identifies. */
  public static byte[] of(int kind, long number) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) kind).putLong(number).array();
  }
}
