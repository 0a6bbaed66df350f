package io.eventrecorder.core.state;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Consumer;

/**
 * Changes on their way from the worker to the thread that writes. They stay here until that thread
 * has applied all of them, so that a full heap loses none; to apply a change twice is harmless.
 * Thread-safe.
 */
final class PendingChanges {
  @GuardedBy("this")
  private StateChanges changes = new StateChanges();

  @GuardedBy("this")
  private boolean whole = true;

  @GuardedBy("this")
  private long clockNanos;

  /**
   * Adds changes, which replace earlier ones of the same parts.
   *
   * @param more belongs to this object from now on, unless this throws
   * @param isWhole false if the correlator has not handed over all of them: with these, the parts
   *     do not fit together
   * @param now a reading of the correlator's clock that is not before any in the changes
   */
  synchronized void add(StateChanges more, boolean isWhole, long now) {
    whole = false; // also if there is no memory for the rest
    if (changes.isEmpty()) {
      changes = more;
    } else {
      changes.addAll(more);
    }
    clockNanos = now;
    whole = isWhole;
  }

  /**
   * Moves all changes to a mirror. If that throws, they stay here.
   *
   * @param mirror applies them
   * @return the reading of the clock that belongs to them; negative if the correlator has handed
   *     over only a part of what has changed. Then they stay here
   */
  synchronized long moveTo(Consumer<StateChanges> mirror) {
    if (!whole) {
      return -1;
    }
    StateChanges none = new StateChanges();
    mirror.accept(changes);
    changes = none;
    return clockNanos;
  }
}
