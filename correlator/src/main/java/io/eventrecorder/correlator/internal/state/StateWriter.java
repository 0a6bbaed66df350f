package io.eventrecorder.correlator.internal.state;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values to bytes, which {@link StateReader} reads in the same order. Numbers have a
 * variable length, seven bits to a byte, the lowest first. Not thread-safe.
 */
public final class StateWriter {
  private static final int INITIAL_BYTES = 256;
  static final int MORE = 0x80;
  static final int BITS = 7;

  /** How a text is written, in the last bit of its length. */
  static final int UTF_8 = 0;

  /** For texts with half a surrogate pair, which UTF-8 does not have. */
  static final int UTF_16 = 1;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;

  /** Makes a writer that has written nothing. */
  public StateWriter() {}

  /** Removes what was written, so that the writer can be used again. */
  public StateWriter clear() {
    length = 0;
    return this;
  }

  /** Returns a copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Writes the last eight bits of a number. */
  public StateWriter writeByte(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** Writes a switch, as one byte. */
  public StateWriter writeBoolean(boolean value) {
    return writeByte(value ? 1 : 0);
  }

  /** Writes a number in eight bytes, the highest first. */
  public StateWriter writeLong(long value) {
    ensure(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Writes a number that is seldom large: 1 byte below 128, 10 bytes if it is negative. */
  public StateWriter writeVarint(long value) {
    ensure((Long.SIZE + BITS - 1) / BITS);
    long rest = value;
    for (; (rest & -MORE) != 0; rest >>>= BITS) {
      bytes[length++] = (byte) (rest | MORE);
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  /** Writes a number that may be negative: 1 byte from −64 to 63. */
  public StateWriter writeZigzag(long value) {
    return writeVarint((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  /** Writes a key, in 16 bytes. */
  public StateWriter writeFingerprint(Fingerprint key) {
    return writeLong(key.hi()).writeLong(key.lo());
  }

  /** Writes a text, with its length. */
  public StateWriter writeText(String text) {
    if (isUtf8(text)) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      return writeVarint(((long) encoded.length << 1) | UTF_8).writeBytes(encoded);
    }
    // An encoder of the JDK would replace the half pair, also for UTF-16.
    writeVarint((((long) Character.BYTES * text.length()) << 1) | UTF_16);
    for (int i = 0; i < text.length(); i++) {
      writeByte(text.charAt(i) >>> Byte.SIZE).writeByte(text.charAt(i));
    }
    return this;
  }

  /** Writes a text that may be missing. */
  public StateWriter writeNullableText(@Nullable String text) {
    writeBoolean(text != null);
    return text == null ? this : writeText(text);
  }

  /** Writes a time that may be missing, to the nanosecond. */
  public StateWriter writeInstant(@Nullable Instant time) {
    return time == null
        ? writeVarint(0)
        : writeVarint(time.getNano() + 1L).writeZigzag(time.getEpochSecond());
  }

  /** Writes texts by name, in their order. */
  public StateWriter writeTexts(Map<String, String> texts) {
    writeVarint(texts.size());
    texts.forEach((name, text) -> writeText(name).writeText(text));
    return this;
  }

  /** Writes bytes without their number. */
  public StateWriter writeBytes(byte[] value) {
    ensure(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  private static boolean isUtf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private void ensure(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
    }
  }
}
