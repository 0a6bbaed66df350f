package io.eventrecorder.correlator.internal.cache;

import static io.eventrecorder.correlator.internal.cache.LruLists.FIRST_NODE;
import static io.eventrecorder.correlator.internal.cache.LruLists.PROBATION;
import static io.eventrecorder.correlator.internal.cache.LruLists.PROTECTED;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import java.util.Arrays;
import java.util.Objects;
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
 * <p>Each node has a place. Keys and links are in arrays of numbers, indexed by place. So a look-up
 * or an eviction does not read other nodes, which are seldom in the caches of the processor.
 *
 * @param <N> the class of the nodes
 */
public final class SegmentedLruCache<N extends CacheNode> {
  /**
   * Tells which nodes are no longer needed.
   *
   * @param <N> the class of the nodes
   */
  public interface Idle<N> {
    /** Whether the node is no longer needed. */
    boolean test(N node, long nowNanos);
  }

  /** The place of a node that is in no cache. No place of a node is 0. */
  static final int NOWHERE = 0;

  private static final int INITIAL_ROOM = 64;
  private static final int SWEPT_PER_ADD = 2;

  private final int capacity;
  private final int protectedCapacity;
  private final Idle<N> idle;
  private final Consumer<N> onLeave;
  private final KeyTable keys;
  private final LruLists lists;

  /** The nodes, by place. */
  private @Nullable N[] nodes;

  /** How many nodes the arrays have room for, a power of two. */
  private int room = INITIAL_ROOM;

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
    this.keys = new KeyTable(FIRST_NODE + room, room);
    this.lists = new LruLists(FIRST_NODE + room);
    this.nodes = newNodes(FIRST_NODE + room);
  }

  /** The number of nodes. */
  public int size() {
    return lists.size(PROBATION) + lists.size(PROTECTED);
  }

  /** Finds a node. That is not a use: {@link #touch} marks the node as used. */
  public @Nullable N find(Fingerprint key) {
    return nodes[keys.find(key)];
  }

  /** Marks a node as used. Ignores a node that has left. */
  public void touch(N node) {
    int place = node.place;
    if (place == NOWHERE) {
      return;
    }
    int list = lists.listOf(place);
    if (list == PROTECTED || protectedCapacity == 0) {
      lists.moveToNewest(list, place);
      return;
    }
    lists.remove(place);
    lists.add(PROTECTED, place);
    if (lists.size(PROTECTED) > protectedCapacity) {
      int oldest = lists.oldest(PROTECTED);
      lists.remove(oldest);
      lists.add(PROBATION, oldest);
    }
  }

  /** Adds a node with a key that is not in the cache. */
  public void add(Fingerprint key, N node, long nowNanos) {
    sweep(PROBATION, nowNanos);
    sweep(PROTECTED, nowNanos);
    if (size() >= capacity && lists.size(PROBATION) > 0) {
      remove(lists.oldest(PROBATION));
    }
    if (size() >= room) {
      grow();
    }
    int place = lists.take();
    nodes[place] = node;
    node.place = place;
    keys.add(key, place);
    lists.add(PROBATION, place);
  }

  /** Removes a node. Ignores a node that has left. */
  public void remove(N node) {
    if (node.place != NOWHERE) {
      remove(node.place);
    }
  }

  /** Passes every node to the action, which must not change the cache. */
  public void forEach(Consumer<N> action) {
    forEach(PROBATION, action);
    forEach(PROTECTED, action);
  }

  private void forEach(int list, Consumer<N> action) {
    for (int place = lists.oldest(list); place != list; place = lists.newerThan(place)) {
      action.accept(node(place));
    }
  }

  private void sweep(int list, long nowNanos) {
    for (int i = 0; i < SWEPT_PER_ADD && lists.size(list) > 0; i++) {
      int oldest = lists.oldest(list);
      if (!idle.test(node(oldest), nowNanos)) {
        return;
      }
      remove(oldest);
    }
  }

  private void remove(int place) {
    N node = node(place);
    keys.remove(place);
    lists.remove(place);
    lists.giveBack(place);
    nodes[place] = null;
    node.place = NOWHERE;
    onLeave.accept(node);
  }

  private N node(int place) {
    return Objects.requireNonNull(nodes[place]);
  }

  private void grow() {
    int more = 2 * room;
    keys.grow(FIRST_NODE + more, more);
    lists.grow(FIRST_NODE + more);
    nodes = Arrays.copyOf(nodes, FIRST_NODE + more);
    room = more; // last, so that the next call tries again if the heap is full
  }

  @SuppressWarnings("unchecked") // an array of the erased type, which stays in this class
  private static <N extends CacheNode> @Nullable N[] newNodes(int length) {
    return (@Nullable N[]) new CacheNode[length];
  }
}
