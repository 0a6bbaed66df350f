package io.eventrecorder.core.pipeline;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue of items, each with its position in an order that several queues share. Every operation
 * takes constant time. It allocates the memory to grow before it changes anything, so a full heap
 * leaves it as it was. An {@code ArrayDeque} would lose all its items then.
 */
final class Ring {
  /** A power of two, like all its sizes. */
  private static final int INITIAL = 16;

  private @Nullable Object[] items = new Object[INITIAL];
  private long[] positions = new long[INITIAL];
  private int head;
  private int size;

  int size() {
    return size;
  }

  void add(Object item, long position) {
    if (size == items.length) {
      grow();
    }
    int tail = (head + size) & (items.length - 1);
    items[tail] = item;
    positions[tail] = position;
    size++;
  }

  /** The position of the first item; {@code Long.MAX_VALUE} if there is none. */
  long firstPosition() {
    return size == 0 ? Long.MAX_VALUE : positions[head];
  }

  /** The first item; null if there is none. */
  @Nullable Object peek() {
    return size == 0 ? null : items[head];
  }

  /** Takes out the first item, which must exist. */
  Object remove() {
    Object item = Objects.requireNonNull(items[head]);
    items[head] = null;
    head = (head + 1) & (items.length - 1);
    size--;
    return item;
  }

  private void grow() {
    int old = items.length;
    @Nullable Object[] moreItems = Arrays.copyOf(items, 2 * old);
    long[] morePositions = Arrays.copyOf(positions, 2 * old);
    // Items that had wrapped around to the front follow the last ones.
    System.arraycopy(items, 0, moreItems, old, head);
    System.arraycopy(positions, 0, morePositions, old, head);
    Arrays.fill(moreItems, 0, head, null);
    items = moreItems;
    positions = morePositions;
  }
}
