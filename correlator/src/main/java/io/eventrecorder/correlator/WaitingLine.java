package io.eventrecorder.correlator;

import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A line of those who wait equally long, in the order in which they began. Every call takes the
 * same short time, however long the line is. Not thread-safe.
 */
final class WaitingLine<T> {
  /** Where somebody stands, in one line at most. */
  static final class Place<T> {
    private final T holder;
    private @Nullable WaitingLine<T> line;
    private @Nullable Place<T> before;
    private @Nullable Place<T> behind;
    private long sinceNanos;

    Place(T holder) {
      this.holder = holder;
    }
  }

  private final long waitNanos;
  private @Nullable Place<T> first;
  private @Nullable Place<T> last;
  private int size;

  WaitingLine(long waitNanos) {
    this.waitNanos = waitNanos;
  }

  int size() {
    return size;
  }

  /** Begins to wait, anew if it waits already. */
  void enter(Place<T> place, long nowNanos) {
    leave(place);
    place.line = this;
    place.sinceNanos = nowNanos;
    place.before = last;
    if (last == null) {
      first = place;
    } else {
      last.behind = place;
    }
    last = place;
    size++;
  }

  /** Does nothing for a place that is not in this line. */
  void leave(Place<T> place) {
    if (place.line != this) {
      return;
    }
    Place<T> before = place.before;
    Place<T> behind = place.behind;
    if (before == null) {
      first = behind;
    } else {
      before.behind = behind;
    }
    if (behind == null) {
      last = before;
    } else {
      behind.before = before;
    }
    place.line = null;
    place.before = null;
    place.behind = null;
    size--;
  }

  /** Takes out the first if it has waited long enough; null if nobody has. */
  @Nullable T takeReady(long nowNanos) {
    Place<T> place = first;
    if (place == null || nowNanos - place.sinceNanos < waitNanos) {
      return null;
    }
    leave(place);
    return place.holder;
  }

  /** When the first has waited long enough; empty if nobody waits. */
  OptionalLong readyAt() {
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.sinceNanos + waitNanos);
  }

  /** From the first on; the action must leave the line as it is. */
  void forEach(Consumer<T> action) {
    for (Place<T> place = first; place != null; place = place.behind) {
      action.accept(place.holder);
    }
  }
}
