package io.eventrecorder.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What disks, other programs and mistakes make of the bytes of a part. */
final class PartDamage {
  private static final int FIRST = 32;
  private static final int OTHERS = 10;

  private PartDamage() {}

  /**
   * {@return damaged copies: cut, with turned bits, with huge numbers, longer, and random ones}
   *
   * @param bytes what was stored
   * @param seed chooses bits and bytes
   */
  static List<byte[]> of(byte[] bytes, long seed) {
    Random chance = new Random(seed);
    List<byte[]> all = new ArrayList<>();
    int stride = Math.max(1, bytes.length / OTHERS);
    for (int i = 0; i < bytes.length; i += i < FIRST ? 1 : stride) {
      all.add(Arrays.copyOf(bytes, i));
      byte[] flipped = bytes.clone();
      flipped[i] ^= (byte) (1 << chance.nextInt(8));
      all.add(flipped);
      byte[] huge = bytes.clone();
      Arrays.fill(huge, i, Math.min(bytes.length, i + 1 + chance.nextInt(9)), (byte) 0xff);
      all.add(huge);
    }
    all.add(Arrays.copyOf(bytes, bytes.length + 1));
    all.add(Arrays.copyOf(bytes, bytes.length + 1000));
    for (int i = 0; i < 10; i++) {
      byte[] random = new byte[chance.nextInt(60)];
      chance.nextBytes(random);
      if (random.length > 0 && bytes.length > 0) {
        random[0] = bytes[0]; // the right version, or kind
      }
      all.add(random);
    }
    return all;
  }
}
