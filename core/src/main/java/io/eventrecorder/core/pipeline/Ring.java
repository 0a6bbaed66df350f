package io.eventrecorder.core.pipeline;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue of items, each with its place in an order that several queues share. All it does takes
 * constant time. It gets the memory that it grows by before it changes anything: a heap that is
 * full leaves it as it was, where an {@code ArrayDeque} forgets all that it holds.
 */
final class Ring {
  /** A power of two, as all its sizes are. */
  private static final int INITIAL = 16;

  private @Nullable Object[] items = new Object[INITIAL];
  private long[] places = new long[INITIAL];
  private int head;
  private int size;

  int size() {
    return size;
  }

  void add(Object item, long place) {
    if (size == items.length) {
      grow();
    }
    int tail = (head + size) & (items.length - 1);
    items[tail] = item;
    places[tail] = place;
    size++;
  }

  /** The place of the first item; {@code Long.MAX_VALUE} if there is none. */
  long firstPlace() {
    return size == 0 ? Long.MAX_VALUE : places[head];
  }

  /** The first item; null if there is none. */
  @Nullable Object peek() {
    return size == 0 ? null : items[head];
  }

  /** Takes out the first item, which must be there. */
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
    long[] morePlaces = Arrays.copyOf(places, 2 * old);
    // What had gone round to the front follows what is behind it.
    System.arraycopy(items, 0, moreItems, old, head);
    System.arraycopy(places, 0, morePlaces, old, head);
    Arrays.fill(moreItems, 0, head, null);
    items = moreItems;
    places = morePlaces;
  }
}
