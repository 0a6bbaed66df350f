package io.eventrecorder.relay.dedup;

import java.nio.ByteBuffer;

/**
 * The key of an entry of the store. The scope is a part of it, so a producer of one scope cannot
 * mark the ids of another one as seen.
 *
 * @param table the table that the entry belongs to
 * @param scope a hash of the scope
 * @param high the first part of the id
 * @param low the second part of the id
 */
record Key(byte table, long scope, long high, long low) {
  byte[] toBytes() {
    return ByteBuffer.allocate(1 + 3 * Long.BYTES)
        .put(table)
        .putLong(scope)
        .putLong(high)
        .putLong(low)
        .array();
  }

  static Key of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Key(buffer.get(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }
}
