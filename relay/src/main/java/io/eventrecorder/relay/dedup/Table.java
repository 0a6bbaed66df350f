package io.eventrecorder.relay.dedup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the store that leave when they are old, or when there are too many. The values are in
 * the store only. The order in which entries leave is in memory; it takes about 140 bytes for each
 * entry. Each value begins with a time. Not thread-safe.
 */
final class Table {
  /** Receives entries that leave. */
  interface Leaving {
    void leave(Key key, byte[] value);
  }

  private final SeenStore store;
  private final byte id;
  private final long windowMillis;
  private final int max;
  private final int maxOfScope;
  private final Leaving leaving;

  /** From the entry that was put first, or longest ago, to the last one. */
  private final Map<Key, Key> order = ScopeOrders.inOrderOfUse();

  /** The same order, for each scope. */
  private final ScopeOrders scopes = new ScopeOrders();

  private long evicted;

  /**
   * A table that continues with what the store has.
   *
   * @param store has the entries
   * @param id the first byte of all keys
   * @param windowMillis an entry leaves when this time has passed since it was put last
   * @param max the greatest number of entries
   * @param maxOfScope the greatest number of entries of one scope
   * @param leaving called for each entry that leaves; it may change other tables
   */
  Table(SeenStore store, byte id, long windowMillis, int max, int maxOfScope, Leaving leaving) {
    this.store = store;
    this.id = id;
    this.windowMillis = windowMillis;
    this.max = max;
    this.maxOfScope = maxOfScope;
    this.leaving = leaving;
    restore();
  }

  private record Timed(Key key, long time) {}

  private void restore() {
    List<Timed> entries = new ArrayList<>();
    store.forEach(
        new byte[] {id}, (key, value) -> entries.add(new Timed(Key.of(key), time(value))));
    entries.sort(Comparator.comparingLong(Timed::time)); // stable: equal times stay in key order
    entries.forEach(entry -> touch(entry.key()));
  }

  Key key(long scope, long high, long low) {
    return new Key(id, scope, high, low);
  }

  /** {@return the value of a key; null if there is none} */
  byte @Nullable [] get(Key key) {
    return order.containsKey(key) ? store.get(key.toBytes()) : null;
  }

  /**
   * Puts a value. If its scope has too many entries then, the one that was put longest ago leaves.
   * If all scopes together have too many, it is one of the scope that has most: so a scope that
   * grows displaces its own entries first.
   */
  void put(Key key, byte[] value) {
    store.put(key.toBytes(), value);
    touch(key);
    if (scopes.size(key.scope()) > maxOfScope) {
      evicted++;
      leave(scopes.eldest(key.scope()));
    } else if (order.size() > max) {
      evicted++;
      leave(scopes.largestSize() > 1 ? scopes.eldestOfLargest() : ScopeOrders.eldest(order));
    }
  }

  private void touch(Key key) {
    if (order.get(key) == null) { // moves a key that is there
      order.put(key, key);
      scopes.add(key);
    } else {
      scopes.use(key);
    }
  }

  /** Removes entries whose time has passed. {@return how many} */
  int expire(long nowMillis, int most) {
    int count = 0;
    while (count < most && !order.isEmpty()) {
      Key key = ScopeOrders.eldest(order);
      if (time(value(key)) + windowMillis > nowMillis) {
        break;
      }
      leave(key);
      count++;
    }
    return count;
  }

  private void leave(Key key) {
    byte[] value = value(key);
    remove(key);
    leaving.leave(key, value);
  }

  private void remove(Key key) {
    store.delete(key.toBytes());
    order.remove(key);
    scopes.remove(key);
  }

  private byte[] value(Key key) {
    return Objects.requireNonNull(store.get(key.toBytes()), "the store has lost an entry");
  }

  static long time(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  boolean isEmpty() {
    return order.isEmpty();
  }

  int size() {
    return order.size();
  }

  long evicted() {
    return evicted;
  }
}
