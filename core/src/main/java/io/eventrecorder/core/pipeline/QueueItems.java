package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.broadcaster.OverflowPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of an {@link EventQueue}, in the order in which they arrived: events, and marks for the
 * callers of a flush. Guarded by the queue's lock.
 */
final class QueueItems {
  private final OverflowPolicy overflow;

  /** Events, except those in {@link #urgent}. */
  private final Ring normal = new Ring();

  /** Warnings, if a Normal event makes room for them. */
  private final Ring urgent = new Ring();

  private final Ring marks = new Ring();

  /** The position of the next item in the order of all three. */
  private long nextPosition;

  QueueItems(OverflowPolicy overflow) {
    this.overflow = overflow;
  }

  void add(Event event) {
    boolean isUrgent = overflow == OverflowPolicy.PRIORITY && isWarning(event);
    (isUrgent ? urgent : normal).add(event, nextPosition++);
  }

  void addMark(Runnable mark) {
    marks.add(mark, nextPosition++);
  }

  /** How many events there are. */
  int events() {
    return normal.size() + urgent.size();
  }

  boolean isEmpty() {
    return events() == 0 && marks.size() == 0;
  }

  /** The oldest item; null if there is none. */
  @Nullable Object peek() {
    return oldest().peek();
  }

  /** Takes out the oldest item, which must exist. */
  Object remove() {
    return oldest().remove();
  }

  /** The oldest event; null if there is none. */
  @Nullable Event peekEvent() {
    return (Event) oldestEvents().peek();
  }

  /** Takes out all marks. */
  List<Object> removeMarks() {
    List<Object> all = new ArrayList<>();
    while (marks.size() > 0) {
      all.add(marks.remove());
    }
    return all;
  }

  /** Whether an event may take the room of the oldest one, by the overflow policy. */
  boolean mayReplaceOldest(Event event) {
    return switch (overflow) {
      case DROP_NEWEST, BLOCK -> false;
      case DROP_OLDEST -> true;
      case PRIORITY -> isWarning(event);
    };
  }

  /** Takes out the oldest event that may be dropped; returns false if there is none. */
  boolean removeOldestEvent() {
    if (normal.size() == 0) {
      return false;
    }
    Object unused = normal.remove();
    return true;
  }

  private Ring oldestEvents() {
    return normal.firstPosition() < urgent.firstPosition() ? normal : urgent;
  }

  /** Where the oldest item is; an empty ring if there is none. */
  private Ring oldest() {
    Ring events = oldestEvents();
    return marks.firstPosition() < events.firstPosition() ? marks : events;
  }

  private static boolean isWarning(Event event) {
    return EventType.isWarning(event.type());
  }
}
