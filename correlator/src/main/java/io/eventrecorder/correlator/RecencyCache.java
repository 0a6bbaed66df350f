package io.eventrecorder.correlator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that survives a storm of one-off keys and still learns new ones when full: a
 * segmented LRU. New nodes are on trial, in a quarter of the capacity; the second use of a node
 * moves it to the proven ones. A full cache loses the trial node that was not used for longest; too
 * many proven nodes send their oldest back to trial. Deterministic. Not thread-safe.
 *
 * <p>Idle nodes leave as new ones come, a few at a time.
 */
final class RecencyCache<N extends CacheNode<N>> {
  /** Whether a node serves nobody any more. */
  interface Idle<N> {
    boolean test(N node, long nowNanos);
  }

  private static final int FEWEST_SLOTS = 64;
  private static final int SWEPT_PER_ADDITION = 2;

  private final int capacity;
  private final int provenCapacity;
  private final Idle<N> idle;
  private final Consumer<N> onLeave;
  private final RecencyLine<N> trial = new RecencyLine<>();
  private final RecencyLine<N> proven = new RecencyLine<>();
  private @Nullable N[] slots;

  RecencyCache(int capacity, Idle<N> idle, Consumer<N> onLeave) {
    this.capacity = capacity;
    this.provenCapacity = capacity - (int) ((capacity + 3L) / 4);
    this.idle = idle;
    this.onLeave = onLeave;
    this.slots = newSlots(FEWEST_SLOTS);
  }

  int size() {
    return trial.size + proven.size;
  }

  /** Finds without using: {@link #touch} says that the node is used. */
  @Nullable N find(Fingerprint key) {
    N node = slots[slot(key.lo)];
    while (node != null && (node.lo != key.lo || node.hi != key.hi)) {
      node = node.nextInSlot;
    }
    return node;
  }

  void touch(N node) {
    if (node.line == trial && provenCapacity > 0) {
      trial.remove(node);
      proven.add(node);
      N oldest = proven.oldest;
      if (proven.size > provenCapacity && oldest != null) {
        proven.remove(oldest);
        trial.add(oldest);
      }
    } else if (node.line != null) {
      node.line.moveToFront(node);
    }
  }

  /** Adds a node whose key is not there. */
  void add(N node, long nowNanos) {
    sweep(trial, nowNanos);
    sweep(proven, nowNanos);
    N oldest = trial.oldest;
    if (size() >= capacity && oldest != null) {
      remove(oldest);
    }
    if (size() >= slots.length) {
      grow();
    }
    link(slots, node);
    trial.add(node);
  }

  void remove(N node) {
    RecencyLine<N> line = node.line;
    if (line != null) {
      unlink(node);
      line.remove(node);
      onLeave.accept(node);
    }
  }

  void forEach(Consumer<N> action) {
    forEach(trial, action);
    forEach(proven, action);
  }

  private void forEach(RecencyLine<N> line, Consumer<N> action) {
    for (N node = line.oldest; node != null; node = node.newer) {
      action.accept(node);
    }
  }

  private void sweep(RecencyLine<N> line, long nowNanos) {
    N node = line.oldest;
    for (int i = 0; i < SWEPT_PER_ADDITION && node != null && idle.test(node, nowNanos); i++) {
      remove(node);
      node = line.oldest;
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

  @SuppressWarnings("unchecked") // an array of the erasure; it never leaves this class
  private static <N extends CacheNode<N>> @Nullable N[] newSlots(int length) {
    return (@Nullable N[]) new CacheNode<?>[length];
  }
}
