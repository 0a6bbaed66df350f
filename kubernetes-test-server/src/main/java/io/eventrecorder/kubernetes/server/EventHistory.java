package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of events that a watch can read, as etcd keeps them until it compacts. Thread-safe.
 */
final class EventHistory {
  /**
   * One change. A bookmark has neither of the two states.
   *
   * @param version the resource version of the change
   * @param before null if the event was created
   * @param after null if the event was removed
   */
  record Change(long version, @Nullable ObjectNode before, @Nullable ObjectNode after) {}

  @GuardedBy("this")
  private final List<Change> changes = new ArrayList<>();

  /** A watch from an older version is refused. */
  @GuardedBy("this")
  private long oldest;

  /** Increases when all watches must end. */
  @GuardedBy("this")
  private int cuts;

  EventHistory(long oldest) {
    this.oldest = oldest;
  }

  synchronized void add(Change change) {
    changes.add(change);
    notifyAll();
  }

  /** Forgets all changes up to this version. */
  synchronized void compact(long version) {
    oldest = version;
    changes.removeIf(change -> change.version() <= version);
  }

  synchronized boolean isTooOld(long version) {
    return version < oldest;
  }

  /** Ends all watches that run now, each in the middle of a line. */
  synchronized void cut() {
    cuts++;
    notifyAll();
  }

  synchronized int cuts() {
    return cuts;
  }

  /**
   * {@return the changes after a version, in order; waits for the first one; null if the watch must
   * end}
   *
   * @param cutsAtStart the value of {@link #cuts} when the watch began
   * @param deadline in milliseconds of the system clock
   */
  synchronized @Nullable List<Change> after(long version, int cutsAtStart, long deadline)
      throws InterruptedException {
    while (true) {
      long left = deadline - System.currentTimeMillis();
      if (cuts != cutsAtStart || left <= 0) {
        return null;
      }
      List<Change> found = changes.stream().filter(c -> c.version() > version).toList();
      if (!found.isEmpty()) {
        return found;
      }
      wait(left);
    }
  }
}
