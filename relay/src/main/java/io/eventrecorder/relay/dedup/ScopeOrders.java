package io.eventrecorder.relay.dedup;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The order of use of the entries of each scope, and which scope has most entries. If several have
 * the same number, their hashes decide: so the answer depends on the entries only. Not thread-safe.
 */
final class ScopeOrders {
  private record Sized(int size, long scope) {}

  private final Map<Long, Map<Key, Key>> orders = new HashMap<>();
  private final NavigableSet<Sized> bySize =
      new TreeSet<>(Comparator.comparingInt(Sized::size).thenComparingLong(Sized::scope));

  /** A map whose first entry is the one that was put first, or read longest ago. */
  static Map<Key, Key> inOrderOfUse() {
    return new LinkedHashMap<>(16, 0.75f, true);
  }

  static Key eldest(Map<Key, Key> order) {
    return order.keySet().iterator().next();
  }

  /** Adds a key that is not there. */
  void add(Key key) {
    Map<Key, Key> order = orders.computeIfAbsent(key.scope(), scope -> inOrderOfUse());
    resize(key.scope(), order.size(), order.size() + 1);
    order.put(key, key);
  }

  /** Makes a key the one that was used last. */
  void use(Key key) {
    order(key.scope()).get(key);
  }

  void remove(Key key) {
    Map<Key, Key> order = order(key.scope());
    resize(key.scope(), order.size(), order.size() - 1);
    order.remove(key);
    if (order.isEmpty()) {
      orders.remove(key.scope());
    }
  }

  private void resize(long scope, int from, int to) {
    bySize.remove(new Sized(from, scope));
    if (to > 0) {
      bySize.add(new Sized(to, scope));
    }
  }

  int size(long scope) {
    return order(scope).size();
  }

  Key eldest(long scope) {
    return eldest(order(scope));
  }

  int largestSize() {
    return bySize.last().size();
  }

  Key eldestOfLargest() {
    return eldest(bySize.last().scope());
  }

  private Map<Key, Key> order(long scope) {
    return Objects.requireNonNull(orders.get(scope));
  }
}
