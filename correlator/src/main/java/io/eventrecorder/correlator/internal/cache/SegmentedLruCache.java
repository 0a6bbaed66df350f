package io.eventrecorder.correlator.internal.cache;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map with segmented LRU eviction. A quarter of the capacity is the probation segment,
 * the rest is the protected segment. A new node is on probation. Its second use moves it to the
 * protected segment. A full cache evicts the least recently used node on probation; a full
 * protected segment moves its least recently used node back to probation. So a storm of keys that
 * are used once does not evict keys that are used again, and a full cache still learns new keys.
 * Deterministic. Not thread-safe.
 *
 * <p>Each {@link #add} removes at most two idle nodes from each segment.
 *
 * @param <N> the class of the nodes
 */
public final class SegmentedLruCache<N extends CacheNode<N>> {
  /**
   * Tells which nodes are no longer needed.
   *
   * @param <N> the class of the nodes
   */
  public interface Idle<N> {
    /** Whether the node is no longer needed. */
    boolean test(N node, long nowNanos);
  }

  private static final int INITIAL_SLOTS = 64;
  private static final int SWEPT_PER_ADD = 2;

  private final int capacity;
  private final int protectedCapacity;
  private final Idle<N> idle;
  private final Consumer<N> onLeave;
  private final LruList<N> probation = new LruList<>();
  private final LruList<N> protectedNodes = new LruList<>();
  private @Nullable N[] slots;

  /**
   * Makes an empty cache.
   *
   * @param capacity the greatest number of nodes, at least 1
   * @param idle tells which nodes may leave early
   * @param onLeave called with each node that leaves
   */
  public SegmentedLruCache(int capacity, Idle<N> idle, Consumer<N> onLeave) {
    this.capacity = capacity;
    this.protectedCapacity = capacity - (int) ((capacity + 3L) / 4);
    this.idle = idle;
    this.onLeave = onLeave;
    this.slots = newSlots(INITIAL_SLOTS);
  }

  /** The number of nodes. */
  public int size() {
    return probation.size + protectedNodes.size;
  }

  /** Finds a node. That is not a use: {@link #touch} marks the node as used. */
  public @Nullable N find(Fingerprint key) {
    N node = slots[slot(key.lo())];
    while (node != null && (node.lo != key.lo() || node.hi != key.hi())) {
      node = node.nextInSlot;
    }
    return node;
  }

  /** Marks a node as used. Ignores a node that has left. */
  public void touch(N node) {
    if (node.list == probation && protectedCapacity > 0) {
      probation.remove(node);
      protectedNodes.add(node);
      N oldest = protectedNodes.oldest;
      if (protectedNodes.size > protectedCapacity && oldest != null) {
        protectedNodes.remove(oldest);
        probation.add(oldest);
      }
    } else if (node.list != null) {
      node.list.moveToFront(node);
    }
  }

  /** Adds a node whose key is not in the cache. */
  public void add(N node, long nowNanos) {
    sweep(probation, nowNanos);
    sweep(protectedNodes, nowNanos);
    N oldest = probation.oldest;
    if (size() >= capacity && oldest != null) {
      remove(oldest);
    }
    if (size() >= slots.length) {
      grow();
    }
    link(slots, node);
    probation.add(node);
  }

  /** Removes a node. Ignores a node that has left. */
  public void remove(N node) {
    LruList<N> list = node.list;
    if (list != null) {
      unlink(node);
      list.remove(node);
      onLeave.accept(node);
    }
  }

  /** Passes every node to the action, which must not change the cache. */
  public void forEach(Consumer<N> action) {
    forEach(probation, action);
    forEach(protectedNodes, action);
  }

  private void forEach(LruList<N> list, Consumer<N> action) {
    for (N node = list.oldest; node != null; node = node.newer) {
      action.accept(node);
    }
  }

  private void sweep(LruList<N> list, long nowNanos) {
    N node = list.oldest;
    for (int i = 0; i < SWEPT_PER_ADD && node != null && idle.test(node, nowNanos); i++) {
      remove(node);
      node = list.oldest;
    }
  }

  private void unlink(N node) {
    int slot = slot(node.lo);
    N before = slots[slot];
    if (before == node) {
      slots[slot] = node.nextInSlot;
    } else {
      while (before != null && before.nextInSlot != node) {
        before = before.nextInSlot;
      }
      if (before != null) {
        before.nextInSlot = node.nextInSlot;
      }
    }
    node.nextInSlot = null;
  }

  private void grow() {
    @Nullable N[] larger = newSlots(slots.length * 2);
    forEach(node -> link(larger, node));
    slots = larger;
  }

  private static <N extends CacheNode<N>> void link(@Nullable N[] slots, N node) {
    int slot = (int) node.lo & (slots.length - 1);
    node.nextInSlot = slots[slot];
    slots[slot] = node;
  }

  private int slot(long lo) {
    return (int) lo & (slots.length - 1);
  }

  @SuppressWarnings("unchecked") // an array of the erased type, which stays in this class
  private static <N extends CacheNode<N>> @Nullable N[] newSlots(int length) {
    return (@Nullable N[]) new CacheNode<?>[length];
  }
}
