package io.eventrecorder.correlator.internal.cache;

import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose elements all become ready after the same delay. So it is in the order of time, and
 * every call but {@link #forEach} takes constant time. Not thread-safe.
 *
 * @param <T> the class of the elements
 */
public final class FixedDelayQueue<T> {
  /**
   * The place of an element in a queue. An entry is in one queue at most.
   *
   * @param <T> the class of the elements
   */
  public static final class Entry<T> {
    private final T element;
    private @Nullable FixedDelayQueue<T> queue;
    private @Nullable Entry<T> previous;
    private @Nullable Entry<T> next;
    private long sinceNanos;

    /** The order of the entries of a queue that have the same time. */
    private int order;

    /** Makes an entry that is in no queue. */
    public Entry(T element) {
      this.element = element;
    }

    /** When it was added last. */
    public long sinceNanos() {
      return sinceNanos;
    }

    /** Orders it among the entries that were added at the same time. */
    public int order() {
      return order;
    }
  }

  private final long delayNanos;
  private @Nullable Entry<T> first;
  private @Nullable Entry<T> last;
  private int size;

  /**
   * Makes an empty queue.
   *
   * @param delayNanos the delay of each element
   */
  public FixedDelayQueue(long delayNanos) {
    this.delayNanos = delayNanos;
  }

  /** The number of entries. */
  public int size() {
    return size;
  }

  /** Adds an entry. An entry that is in this queue moves to the end and starts its delay again. */
  public void add(Entry<T> entry, long nowNanos) {
    remove(entry);
    append(entry, nowNanos, last == null || last.sinceNanos != nowNanos ? 0 : last.order + 1);
  }

  /**
   * Adds an entry of an earlier queue. They come back in the order of their times, and of {@link
   * Entry#order} at the same time.
   */
  public void restore(Entry<T> entry, long sinceNanos, int order) {
    append(entry, sinceNanos, order);
  }

  /** Whether an entry is in this queue. */
  public boolean contains(Entry<T> entry) {
    return entry.queue == this;
  }

  private void append(Entry<T> entry, long sinceNanos, int order) {
    entry.queue = this;
    entry.sinceNanos = sinceNanos;
    entry.order = order;
    entry.previous = last;
    if (last == null) {
      first = entry;
    } else {
      last.next = entry;
    }
    last = entry;
    size++;
  }

  /** Removes an entry. Ignores an entry that is not in this queue. */
  public void remove(Entry<T> entry) {
    if (entry.queue != this) {
      return;
    }
    Entry<T> previous = entry.previous;
    Entry<T> next = entry.next;
    if (previous == null) {
      first = next;
    } else {
      previous.next = next;
    }
    if (next == null) {
      last = previous;
    } else {
      next.previous = previous;
    }
    entry.queue = null;
    entry.previous = null;
    entry.next = null;
    size--;
  }

  /** Removes and returns the first element if its delay is over; null if there is none. */
  public @Nullable T poll(long nowNanos) {
    Entry<T> entry = first;
    if (entry == null || nowNanos - entry.sinceNanos < delayNanos) {
      return null;
    }
    remove(entry);
    return entry.element;
  }

  /** When the delay of the first element is over; empty if the queue is empty. */
  public OptionalLong readyAt() {
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.sinceNanos + delayNanos);
  }

  /** Passes every element to the action, first to last. The action must not change the queue. */
  public void forEach(Consumer<T> action) {
    for (Entry<T> entry = first; entry != null; entry = entry.next) {
      action.accept(entry.element);
    }
  }
}
