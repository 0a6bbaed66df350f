package io.eventrecorder.correlator;

import io.eventrecorder.spi.StatefulCorrelator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What a host keeps of the memory of a correlator, in hexadecimal digits. */
final class Parts implements StatefulCorrelator.Parts {
  final Map<String, String> values = new TreeMap<>();
  int puts;
  int removals;

  @Override
  public void put(byte[] key, byte[] value) {
    puts++;
    values.put(HexFormat.of().formatHex(key), HexFormat.of().formatHex(value));
  }

  @Override
  public void remove(byte[] key) {
    removals++;
    values.remove(HexFormat.of().formatHex(key));
  }

  /** Gives all parts to a correlator. */
  void restore(StatefulCorrelator correlator) {
    values.forEach((key, value) -> correlator.restore(bytes(key), bytes(value)));
    correlator.restored();
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
