package io.eventrecorder.internal.pipeline;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that have their answer, on their way from any thread to the worker, in order. Unbounded,
 * but it holds each attempt once; linked through them, since there is one for each write.
 */
final class Mailbox {
  /** The newest, and behind it the ones before. */
  private final AtomicReference<@Nullable Attempt> arrived = new AtomicReference<>();

  /** The oldest, and behind it the ones after. On the worker only. */
  private @Nullable Attempt sorted;

  /** On any thread. Of two answers to an attempt the first one counts. */
  void add(Attempt attempt, Answer answer) {
    if (!attempt.compareAndSet(null, answer)) {
      return;
    }
    Attempt newest = arrived.get();
    attempt.nextAnswered = newest;
    while (!arrived.compareAndSet(newest, attempt)) {
      newest = arrived.get();
      attempt.nextAnswered = newest;
    }
  }

  /** On the worker. */
  @Nullable Attempt poll() {
    if (sorted == null) {
      sorted = reversed(arrived.get() == null ? null : arrived.getAndSet(null));
    }
    Attempt next = sorted;
    if (next != null) {
      sorted = next.nextAnswered;
      next.nextAnswered = null;
    }
    return next;
  }

  /** On the worker. */
  boolean isEmpty() {
    return sorted == null && arrived.get() == null;
  }

  private static @Nullable Attempt reversed(@Nullable Attempt newest) {
    Attempt sorted = null;
    for (Attempt each = newest; each != null; ) {
      Attempt before = each.nextAnswered;
      each.nextAnswered = sorted;
      sorted = each;
      each = before;
    }
    return sorted;
  }
}
