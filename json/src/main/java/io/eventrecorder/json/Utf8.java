package io.eventrecorder.json;

/** Encodes characters as UTF-8 into a byte array of the caller. Stateless. */
public final class Utf8 {
  /** The most bytes that one character takes. */
  public static final int MAX_BYTES = 4;

  private static final int REPLACEMENT = 0xFFFD;

  private Utf8() {}

  /**
   * Writes one character.
   *
   * @param codePoint the character; half a surrogate pair is written as U+FFFD, as Go does it
   * @param to the array, with room for {@value #MAX_BYTES} more bytes
   * @param at the index of the first byte
   * @return the index after the last byte
   */
  public static int put(int codePoint, byte[] to, int at) {
    int c = isHalf(codePoint) ? REPLACEMENT : codePoint;
    int next = at;
    if (c < 0x80) {
      to[next++] = (byte) c;
      return next;
    }
    if (c < 0x800) {
      to[next++] = (byte) (0xC0 | c >> 6);
    } else {
      if (c < 0x10000) {
        to[next++] = (byte) (0xE0 | c >> 12);
      } else {
        to[next++] = (byte) (0xF0 | c >> 18);
        to[next++] = (byte) (0x80 | (c >> 12 & 0x3F));
      }
      to[next++] = (byte) (0x80 | (c >> 6 & 0x3F));
    }
    to[next++] = (byte) (0x80 | (c & 0x3F));
    return next;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
