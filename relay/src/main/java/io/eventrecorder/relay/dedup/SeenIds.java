package io.eventrecorder.relay.dedup;

import java.nio.ByteBuffer;

/** Remembers ids for a time, and the greatest count that came with each. */
final class SeenIds {
  private static final int SIZE = Long.BYTES + Integer.BYTES;

  private final Table table;

  SeenIds(SeenStore store, byte id, long windowMillis, DedupOptions options) {
    this.table =
        new Table(
            store,
            id,
            windowMillis,
            options.maxIds(),
            options.maxIdsOfSource(),
            (key, value) -> {});
  }

  /** {@return the greatest count of an id; 0 if it is not remembered} */
  int count(long scope, long high, long low) {
    byte[] value = table.isEmpty() ? null : table.get(table.key(scope, high, low));
    return value == null ? 0 : ByteBuffer.wrap(value).getInt(Long.BYTES);
  }

  void put(long scope, long high, long low, int count, long nowMillis) {
    byte[] value = ByteBuffer.allocate(SIZE).putLong(nowMillis).putInt(count).array();
    table.put(table.key(scope, high, low), value);
  }

  int expire(long nowMillis, int most) {
    return table.expire(nowMillis, most);
  }

  int size() {
    return table.size();
  }

  long evicted() {
    return table.evicted();
  }
}
