package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The same random number in each store of a task. If one store was lost, its number is missing, or
 * is another one. The number of the third store is in the {@link Books}. Confined to the thread of
 * its task.
 */
final class StoreMarks {
  /** No key of a correlator or of the deduplicator begins with a zero and this text. */
  static final Bytes KEY = Bytes.wrap("\0eventrecorder.relay.mark".getBytes(US_ASCII));

  private final KeyValueStore<Bytes, byte[]> state;
  private final KeyValueStore<Bytes, byte[]> seen;

  StoreMarks(KeyValueStore<Bytes, byte[]> state, KeyValueStore<Bytes, byte[]> seen) {
    this.state = state;
    this.seen = seen;
  }

  /** {@return whether both stores have this number; 0 stands for none} */
  boolean are(long mark) {
    return of(state) == mark && of(seen) == mark;
  }

  void set(long mark) {
    byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(mark).array();
    state.put(KEY, value);
    seen.put(KEY, value);
  }

  private static long of(KeyValueStore<Bytes, byte[]> store) {
    byte[] value = store.get(KEY);
    return value == null || value.length != Long.BYTES ? 0 : ByteBuffer.wrap(value).getLong();
  }
}
