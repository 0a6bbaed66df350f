package io.eventrecorder.correlator.internal.cache;

import static io.eventrecorder.correlator.internal.cache.LruLists.FIRST_NODE;
import static io.eventrecorder.correlator.internal.cache.LruLists.PROBATION;
import static io.eventrecorder.correlator.internal.cache.LruLists.PROTECTED;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.spi.StateFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
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

  /**
   * Receives what has changed.
   *
   * @param <N> the class of the nodes
   */
  public interface Changes<N> {
    /** A node that was collected before has left. */
    void removed(Fingerprint key);

    /** A node is new, or it has changed, or its position has. */
    void changed(Fingerprint key, N node, Position position);
  }

  /** A node that comes back, and is in no list yet. */
  private record Restored<N>(Fingerprint key, N node, Position position) {}

  /** The place of a node that is in no cache. No place of a node is 0. */
  static final int NOWHERE = 0;

  private static final int INITIAL_ROOM = 64;
  private static final int SWEPT_PER_ADD = 2;
  private static final int PASSED_OVER = 64;

  private final int capacity;
  private final int protectedCapacity;
  private final Idle<N> idle;
  private final Consumer<N> onLeave;
  private final KeyTable keys;
  private final LruLists lists;

  /** The nodes, by place. */
  private @Nullable N[] nodes;

  /** Null unless the changes are collected. */
  private @Nullable ChangeLog log;

  private List<Restored<N>> restored = new ArrayList<>();

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
    if (log != null) {
      log.use(place);
    }
    if (list == PROTECTED || protectedCapacity == 0) {
      lists.moveToNewest(list, place);
      return;
    }
    lists.remove(place);
    lists.add(PROTECTED, place);
    if (lists.size(PROTECTED) > protectedCapacity) {
      demote();
    }
  }

  /** Notes that the content of a node has changed; {@link #touch} and {@link #add} do so, too. */
  public void changed(N node) {
    if (log != null && node.place != NOWHERE) {
      log.change(node.place);
    }
  }

  /** Adds a node with a key that is not in the cache. */
  public void add(Fingerprint key, N node, long nowNanos) {
    sweep(PROBATION, SWEPT_PER_ADD, 0, nowNanos);
    sweep(PROTECTED, SWEPT_PER_ADD, 0, nowNanos);
    if (size() >= capacity && lists.size(PROBATION) > 0) {
      remove(lists.oldest(PROBATION));
    }
    int place = put(key, node, PROBATION);
    if (log != null) {
      log.add(place);
    }
  }

  private int put(Fingerprint key, N node, int list) {
    if (size() >= room) {
      grow();
    }
    int place = lists.take();
    nodes[place] = node;
    node.place = place;
    keys.add(key, place);
    lists.add(list, place);
    return place;
  }

  private void demote() {
    int oldest = lists.oldest(PROTECTED);
    lists.remove(oldest);
    lists.add(PROBATION, oldest);
    if (log != null) {
      log.use(oldest);
    }
  }

  /** Removes a node. Ignores a node that has left. */
  public void remove(N node) {
    if (node.place != NOWHERE) {
      remove(node.place);
    }
  }

  /**
   * Removes idle nodes that were not used for the longest time; returns how many, at most so many.
   * In each segment it passes over at most {@value #PASSED_OVER} nodes that are not idle.
   */
  public int expire(int most, long nowNanos) {
    int removed = 0;
    for (int list = PROBATION; list <= PROTECTED; list++) {
      removed += sweep(list, most - removed, PASSED_OVER, nowNanos);
    }
    return removed;
  }

  /** Passes every node to the action, which must not change the cache. */
  public void forEach(Consumer<N> action) {
    forEach(PROBATION, action);
    forEach(PROTECTED, action);
  }

  /**
   * Passes on what has changed since the last {@link #collected}; the first call passes on every
   * node, and switches the collection on.
   */
  public void collect(Changes<N> changes) {
    ChangeLog its = log();
    for (Fingerprint key : its.removed()) {
      if (keys.find(key) == NOWHERE) {
        changes.removed(key);
      }
    }
    for (int i = 0; i < its.changedCount(); i++) {
      int place = its.changed(i);
      N node = nodes[place];
      if (node != null) {
        its.collect(place); // before: the receiver may keep it, and throw
        boolean isProtected = lists.listOf(place) == PROTECTED;
        changes.changed(keys.key(place), node, its.position(place, isProtected));
      }
    }
  }

  /** What {@link #collect} passed on has arrived. If this is not called, it is passed on again. */
  public void collected() {
    log().clear();
  }

  /**
   * Returns {@link Position#added} of a node; 0 if it is in no cache. Only after the first {@link
   * #collect} or {@link #restored}.
   */
  public long numberOf(N node) {
    return node.place == NOWHERE ? 0 : log().added(node.place);
  }

  /** Takes back a node of an earlier cache, in any order, before the first {@link #add}. */
  public void restore(Fingerprint key, N node, Position position) {
    restored.add(new Restored<>(key, node, position));
  }

  /**
   * All nodes are back. Puts them where they were, which may be more than the capacity. Also
   * switches the collection on.
   *
   * @return the nodes by {@link Position#added}
   * @throws StateFormatException if two nodes have the same key or number
   */
  public Map<Long, N> restored() {
    ChangeLog its = log();
    Map<Long, N> byNumber = new HashMap<>();
    restored.sort(Comparator.comparingLong(node -> node.position().used()));
    for (Restored<N> back : restored) {
      Position position = back.position();
      if (keys.find(back.key()) != NOWHERE || byNumber.put(position.added(), back.node()) != null) {
        throw new StateFormatException(
            "the stored memory of the correlator is damaged: two parts have the same key or the"
                + " same number. Delete the stored memory; the correlator then begins without it");
      }
      its.restore(
          put(back.key(), back.node(), position.isProtected() ? PROTECTED : PROBATION), position);
    }
    restored = new ArrayList<>();
    return byNumber;
  }

  /**
   * After {@link #restored}, gives no number up to this one to another node. A part that did not
   * change since may still have the number of a node that has left.
   */
  public void reserve(long number) {
    log().reserve(number);
  }

  /** Forgets the nodes that were taken back, before {@link #restored}. */
  public void dropRestored() {
    restored = new ArrayList<>();
  }

  /** After {@link #restored}, removes what is more than the capacity. */
  public void trim() {
    while (lists.size(PROTECTED) > protectedCapacity) {
      demote();
    }
    while (size() > capacity) {
      remove(lists.oldest(PROBATION));
    }
  }

  private ChangeLog log() {
    if (log == null) {
      ChangeLog its = new ChangeLog(FIRST_NODE + room);
      forEachPlace(PROBATION, its::add);
      forEachPlace(PROTECTED, its::add);
      log = its;
    }
    return log;
  }

  private void forEachPlace(int list, IntConsumer action) {
    for (int place = lists.oldest(list); place != list; place = lists.newerThan(place)) {
      action.accept(place);
    }
  }

  private void forEach(int list, Consumer<N> action) {
    forEachPlace(list, place -> action.accept(node(place)));
  }

  private int sweep(int list, int most, int passedOver, long nowNanos) {
    int removed = 0;
    int notIdle = 0;
    int place = lists.oldest(list);
    while (removed < most && place != list) {
      int next = lists.newerThan(place);
      if (idle.test(node(place), nowNanos)) {
        remove(place);
        removed++;
      } else if (++notIdle > passedOver) {
        break;
      }
      place = next;
    }
    return removed;
  }

  private void remove(int place) {
    N node = node(place);
    if (log != null) {
      log.remove(place, keys);
    }
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
    if (log != null) {
      log.grow(FIRST_NODE + more);
    }
    room = more; // last, so that the next call tries again if the heap is full
  }

  @SuppressWarnings("unchecked") // an array of the erased type, which stays in this class
  private static <N extends CacheNode> @Nullable N[] newNodes(int length) {
    return (@Nullable N[]) new CacheNode[length];
  }
}
