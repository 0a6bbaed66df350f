package io.eventrecorder.testkit;

import io.eventrecorder.spi.StatefulCorrelator;
import io.eventrecorder.spi.StatefulCorrelator.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of a correlator's memory, as a host stores them. The arrays belong to the receiver, so
 * this map copies and then overwrites them: a correlator that keeps using one reads nonsense.
 */
final class PartMap implements Parts {
  private static final byte OVERWRITTEN = (byte) 0xa5;
  private static final int SHOWN = 24;

  /** One part. */
  static final class Part {
    private final byte[] key;
    private final byte[] value;

    Part(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    byte[] key() {
      return key;
    }

    byte[] value() {
      return value;
    }

    @Override
    public String toString() {
      return "part " + hex(key) + " = " + hex(value);
    }
  }

  private final TreeMap<byte[], byte[]> parts = new TreeMap<>(Arrays::compareUnsigned);
  private int changes;
  private long bytes;

  @Override
  public void put(byte[] key, byte[] value) {
    changes++;
    bytes += key.length + (long) value.length;
    parts.put(key.clone(), value.clone());
    Arrays.fill(key, OVERWRITTEN);
    Arrays.fill(value, OVERWRITTEN);
  }

  @Override
  public void remove(byte[] key) {
    changes++;
    bytes += key.length;
    parts.remove(key);
    Arrays.fill(key, OVERWRITTEN);
  }

  /** {@return another map with these parts} */
  PartMap copy() {
    PartMap copy = new PartMap();
    copy.parts.putAll(parts);
    return copy;
  }

  /** Counts changes and bytes from 0 again. */
  void countAnew() {
    changes = 0;
    bytes = 0;
  }

  /** {@return how many parts were stored or removed} */
  int changes() {
    return changes;
  }

  /** {@return the bytes of keys and values that were stored or removed} */
  long bytes() {
    return bytes;
  }

  /** {@return all parts by key} */
  List<Part> parts() {
    List<Part> all = new ArrayList<>();
    parts.forEach((key, value) -> all.add(new Part(key, value)));
    return all;
  }

  /** {@return the first part that the two maps do not share; empty if they are equal} */
  String difference(PartMap other, String here, String there) {
    for (Map.Entry<byte[], byte[]> part : parts.entrySet()) {
      byte[] value = other.parts.get(part.getKey());
      if (value != null && !Arrays.equals(value, part.getValue())) {
        return "part "
            + hex(part.getKey())
            + " is "
            + hex(part.getValue())
            + " in "
            + here
            + ", "
            + hex(value)
            + " in "
            + there;
      }
    }
    for (byte[] key : parts.keySet()) {
      if (!other.parts.containsKey(key)) {
        return "part " + hex(key) + " is in " + here + " only";
      }
    }
    for (byte[] key : other.parts.keySet()) {
      if (!parts.containsKey(key)) {
        return "part " + hex(key) + " is in " + there + " only";
      }
    }
    return "";
  }

  /** Gives parts to a new correlator; the arrays are copies. */
  static void restore(StatefulCorrelator correlator, List<Part> parts) {
    for (Part part : parts) {
      correlator.restore(part.key().clone(), part.value().clone());
    }
    correlator.restored();
  }

  private static String hex(byte[] bytes) {
    String start = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN));
    return bytes.length <= SHOWN ? start : start + "… (" + bytes.length + " bytes)";
  }
}
