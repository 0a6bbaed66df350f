package io.eventrecorder.core.pipeline.machine;

import org.jspecify.annotations.Nullable;

/** The requests in flight, in the order of their start: the oldest one times out first. */
final class InFlight {
  private @Nullable Attempt oldest;
  private @Nullable Attempt newest;
  private int size;

  int size() {
    return size;
  }

  @Nullable Attempt oldest() {
    return oldest;
  }

  void add(Attempt attempt) {
    attempt.older = newest;
    attempt.newer = null; // it may have a neighbour from the list of the machine before a restart
    if (newest == null) {
      oldest = attempt;
    } else {
      newest.newer = attempt;
    }
    newest = attempt;
    size++;
  }

  /** Removes an attempt, which must be in the list. */
  void remove(Attempt attempt) {
    Attempt older = attempt.older;
    Attempt newer = attempt.newer;
    if (older == null) {
      oldest = newer;
    } else {
      older.newer = newer;
    }
    if (newer == null) {
      newest = older;
    } else {
      newer.older = older;
    }
    attempt.older = null;
    attempt.newer = null;
    size--;
  }

  void clear() {
    oldest = null;
    newest = null;
    size = 0;
  }
}
