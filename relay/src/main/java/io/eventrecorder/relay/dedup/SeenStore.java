package io.eventrecorder.relay.dedup;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store for what was seen. Keys are ordered by their unsigned bytes. Arrays that were
 * passed to it, or that it returned, are not changed afterwards by either side.
 */
public interface SeenStore {
  /**
   * {@return the value of a key; null if there is none}
   *
   * @param key the key
   */
  byte @Nullable [] get(byte[] key);

  /**
   * Stores a value.
   *
   * @param key the key
   * @param value replaces the value of this key
   */
  void put(byte[] key, byte[] value);

  /**
   * Removes a key; does nothing if there is none.
   *
   * @param key the key
   */
  void delete(byte[] key);

  /**
   * Calls an action for each key that begins with a prefix. The action does not change the store.
   *
   * @param prefix how the keys begin
   * @param action receives key and value
   */
  void forEach(byte[] prefix, BiConsumer<byte[], byte[]> action);
}
