package io.eventrecorder.correlator.internal.state;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.spi.StateFormatException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link StateWriter} wrote. It trusts no length: whatever the bytes are, it returns a
 * value or throws a {@link StateFormatException}, and takes no more memory than a multiple of the
 * bytes. Not thread-safe.
 */
public final class StateReader {
  private final byte[] bytes;
  private int at;

  /** Starts at the first of the bytes, which must not change as long as they are read. */
  public StateReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the version of a format, which is a byte.
   *
   * @param what what has the format, for the message
   * @param newest the newest version that can be read; the oldest is 1
   */
  public int readVersion(String what, int newest) {
    int version = readByte();
    if (version < 1) {
      throw damaged("there is no version " + version + " of " + what);
    }
    if (version > newest) {
      throw new StateFormatException(
          "the stored memory of the correlator contains version "
              + version
              + " of "
              + what
              + "; this program reads versions up to "
              + newest
              + ". Use the newer program that stored it, or delete the stored memory");
    }
    return version;
  }

  /** Reads a byte, as a number from 0 to 255. */
  public int readByte() {
    need(1, "value");
    return bytes[at++] & 0xff;
  }

  /** Reads a switch. */
  public boolean readBoolean() {
    int value = readByte();
    if (value > 1) {
      throw damaged("a switch is " + value);
    }
    return value == 1;
  }

  /** Reads a number of eight bytes. */
  public long readLong() {
    need(Long.BYTES, "number");
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << Byte.SIZE) | (bytes[at++] & 0xff);
    }
    return value;
  }

  /** Reads a number of any size. */
  public long readVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += StateWriter.BITS) {
      int next = readByte();
      value |= (long) (next & (StateWriter.MORE - 1)) << shift;
      if (next < StateWriter.MORE) {
        return value;
      }
    }
    throw damaged("a number is longer than 64 bits");
  }

  /**
   * Reads a number within limits.
   *
   * @param what what it is, for the message
   */
  public long readNumber(String what, long least, long most) {
    long value = readVarint();
    if (value < least || value > most) {
      throw damaged(what + " is " + value + ", not from " + least + " to " + most);
    }
    return value;
  }

  /** Reads a number that may be negative. */
  public long readZigzag() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Reads a number that fits into an int and may be negative. */
  public int readZigzagInt() {
    long value = readZigzag();
    if (value != (int) value) {
      throw damaged("a number is " + value + ", longer than 32 bits");
    }
    return (int) value;
  }

  /** Reads a key. */
  public Fingerprint readFingerprint() {
    Fingerprint key = new Fingerprint();
    key.set(readLong(), readLong());
    return key;
  }

  /** Reads a text. */
  public String readText() {
    long header = readNumber("the length of a text", 0, 2L * (bytes.length - at) + 1);
    int length = (int) (header >>> 1);
    need(length, "text");
    int start = at;
    at += length;
    if ((header & 1) == StateWriter.UTF_8) {
      return utf8(start);
    }
    if (length % Character.BYTES != 0) {
      throw damaged("a text has half a character");
    }
    char[] chars = new char[length / Character.BYTES];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((bytes[start + 2 * i] << Byte.SIZE) | (bytes[start + 2 * i + 1] & 0xff));
    }
    return new String(chars);
  }

  /** The decoder replaces what is no UTF-8 by U+FFFD, which a text may have, too. */
  private String utf8(int start) {
    String text = new String(bytes, start, at - start, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0) {
      byte[] again = text.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(bytes, start, at, again, 0, again.length)) {
        throw damaged("a text is not in UTF-8");
      }
    }
    return text;
  }

  /** Reads a text that may be missing. */
  public @Nullable String readNullableText() {
    return readBoolean() ? readText() : null;
  }

  /** Reads a time that may be missing. */
  public @Nullable Instant readInstant() {
    long nano = readNumber("the nanosecond of a time", 0, 1_000_000_000);
    if (nano == 0) {
      return null;
    }
    long second = readZigzag();
    try {
      return Instant.ofEpochSecond(second, nano - 1);
    } catch (DateTimeException | ArithmeticException e) {
      throw damaged("the second of a time is " + second);
    }
  }

  /** Reads texts by name. The map can be changed. */
  public Map<String, String> readTexts() {
    int size = readCount();
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      if (texts.put(readText(), readText()) != null) {
        throw damaged("a name occurs twice");
      }
    }
    return texts;
  }

  /** Reads how many elements follow. Each takes a byte at least, so it is no more than the rest. */
  public int readCount() {
    return (int) readNumber("a number of elements", 0, bytes.length - at);
  }

  /** Reads bytes. */
  public byte[] readBytes(int length) {
    need(length, "list of bytes");
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** Whether all bytes are read. */
  public boolean isAtEnd() {
    return at == bytes.length;
  }

  /** Checks that all bytes are read. */
  public void end() {
    if (!isAtEnd()) {
      throw damaged((bytes.length - at) + " bytes are left over");
    }
  }

  /**
   * Makes the exception for a value that cannot be right.
   *
   * @param why what is wrong, as a sentence without its end
   */
  public StateFormatException damaged(String why) {
    return new StateFormatException(
        "the stored memory of the correlator is damaged: "
            + why
            + " (before byte "
            + at
            + " of "
            + bytes.length
            + "). Delete the stored memory; the correlator then begins without it");
  }

  private void need(int more, String what) {
    if (more < 0 || more > bytes.length - at) {
      throw damaged("a " + what + " goes on after the end");
    }
  }
}
