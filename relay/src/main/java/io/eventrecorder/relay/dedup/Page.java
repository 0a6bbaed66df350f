package io.eventrecorder.relay.dedup;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The value of a page: which of 1024 consecutive numbers were seen. It has the time of its last
 * use, a byte of flags, and then either up to 63 numbers of 16 bits, or a bitmap of 128 bytes. A
 * partition sees few numbers of each process, because the objects decide on the partition.
 */
final class Page {
  static final int NUMBERS = 1024;
  private static final int HEAD = Long.BYTES + 1;
  private static final int MOST_LISTED = 63;
  private static final int BITMAP = NUMBERS / Byte.SIZE;
  private static final byte PARTIAL = 1;

  private Page() {}

  /** {@return a page without a number} */
  static byte[] empty(boolean partial) {
    byte[] page = new byte[HEAD];
    page[Long.BYTES] = partial ? PARTIAL : 0;
    return page;
  }

  /** {@return whether the page had left before, so that earlier numbers may be missing} */
  static boolean isPartial(byte[] page) {
    return page[Long.BYTES] == PARTIAL;
  }

  static boolean contains(byte[] page, int number) {
    if (isBitmap(page)) {
      return (page[HEAD + number / Byte.SIZE] & bit(number)) != 0;
    }
    ByteBuffer numbers = ByteBuffer.wrap(page);
    for (int at = HEAD; at < page.length; at += Short.BYTES) {
      if (numbers.getShort(at) == number) {
        return true;
      }
    }
    return false;
  }

  /** {@return a copy with a number that the page does not contain} */
  static byte[] with(byte[] page, int number, long nowMillis) {
    byte[] copy;
    if (isBitmap(page)) {
      copy = page.clone();
      set(copy, number);
    } else if ((page.length - HEAD) / Short.BYTES < MOST_LISTED) {
      copy = Arrays.copyOf(page, page.length + Short.BYTES);
      ByteBuffer.wrap(copy).putShort(page.length, (short) number);
    } else {
      copy = bitmap(page);
      set(copy, number);
    }
    ByteBuffer.wrap(copy).putLong(0, nowMillis);
    return copy;
  }

  /** {@return a copy that was used now} */
  static byte[] used(byte[] page, long nowMillis) {
    byte[] copy = page.clone();
    ByteBuffer.wrap(copy).putLong(0, nowMillis);
    return copy;
  }

  /** {@return the greatest number; -1 if there is none} */
  static int greatest(byte[] page) {
    int greatest = NUMBERS - 1;
    while (greatest >= 0 && !contains(page, greatest)) {
      greatest--;
    }
    return greatest;
  }

  private static byte[] bitmap(byte[] page) {
    byte[] bitmap = Arrays.copyOf(Arrays.copyOf(page, HEAD), HEAD + BITMAP);
    ByteBuffer numbers = ByteBuffer.wrap(page);
    for (int at = HEAD; at < page.length; at += Short.BYTES) {
      set(bitmap, numbers.getShort(at));
    }
    return bitmap;
  }

  private static boolean isBitmap(byte[] page) {
    return page.length == HEAD + BITMAP;
  }

  private static void set(byte[] bitmap, int number) {
    bitmap[HEAD + number / Byte.SIZE] |= bit(number);
  }

  private static byte bit(int number) {
    return (byte) (1 << number % Byte.SIZE);
  }
}
