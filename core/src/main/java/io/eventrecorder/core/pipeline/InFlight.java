package io.eventrecorder.core.pipeline;

import org.jspecify.annotations.Nullable;

/** The requests under way, in the order of their start: the first is the first to time out. */
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
    attempt.newer = null; // it may have had one in the list of a machine that was broken off
    if (newest == null) {
      oldest = attempt;
    } else {
      newest.newer = attempt;
    }
    newest = attempt;
    size++;
  }

  /** Only for what is in it. */
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
