package io.eventrecorder.relay.dedup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private final Map<Key, Key> order = inOrderOfUse();

  /** The same order, for each scope. */
  private final Map<Long, Map<Key, Key>> orders = new HashMap<>();

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

  /** Puts a value. If there are too many entries then, the one that was put longest ago leaves. */
  void put(Key key, byte[] value) {
    store.put(key.toBytes(), value);
    touch(key);
    if (Objects.requireNonNull(orders.get(key.scope())).size() > maxOfScope) {
      evicted++;
      leave(eldest(Objects.requireNonNull(orders.get(key.scope()))));
    } else if (order.size() > max) {
      evicted++;
      leave(eldest(order));
    }
  }

  private void touch(Key key) {
    Map<Key, Key> ofScope = orders.computeIfAbsent(key.scope(), scope -> inOrderOfUse());
    if (order.get(key) == null) { // moves a key that is there
      order.put(key, key);
      ofScope.put(key, key);
    } else {
      ofScope.get(key);
    }
  }

  private static Map<Key, Key> inOrderOfUse() {
    return new LinkedHashMap<>(16, 0.75f, true);
  }

  /** Removes entries whose time has passed. {@return how many} */
  int expire(long nowMillis, int most) {
    int count = 0;
    while (count < most && !order.isEmpty()) {
      Key key = eldest(order);
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
    Map<Key, Key> ofScope = Objects.requireNonNull(orders.get(key.scope()));
    ofScope.remove(key);
    if (ofScope.isEmpty()) {
      orders.remove(key.scope());
    }
  }

  private byte[] value(Key key) {
    return Objects.requireNonNull(store.get(key.toBytes()), "the store has lost an entry");
  }

  private static Key eldest(Map<Key, Key> order) {
    return order.keySet().iterator().next();
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
