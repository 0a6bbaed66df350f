package io.eventrecorder.relay.dedup;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A store in memory. */
final class MapStore implements SeenStore {
  final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    entries.remove(key);
  }

  @Override
  public void forEach(byte[] prefix, BiConsumer<byte[], byte[]> action) {
    entries.forEach(
        (key, value) -> {
          if (Arrays.equals(prefix, Arrays.copyOf(key, prefix.length))) {
            action.accept(key, value);
          }
        });
  }
}
