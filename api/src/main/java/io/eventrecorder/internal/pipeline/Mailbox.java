package io.eventrecorder.internal.pipeline;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers, on their way from any thread to the worker, in order. Unbounded, but it holds each reply
 * once; linked through them, since there is one for each write.
 */
final class Mailbox {
  /** The newest, and behind it the ones before. */
  private final AtomicReference<@Nullable Reply> arrived = new AtomicReference<>();

  /** The oldest, and behind it the ones after. On the worker only. */
  private @Nullable Reply sorted;

  /** On any thread. Of two answers to a request the first one counts. */
  void add(Reply reply, Answer answer) {
    if (!reply.compareAndSet(null, answer)) {
      return;
    }
    Reply newest = arrived.get();
    reply.next = newest;
    while (!arrived.compareAndSet(newest, reply)) {
      newest = arrived.get();
      reply.next = newest;
    }
  }

  /** On the worker. */
  @Nullable Reply poll() {
    if (sorted == null) {
      sorted = reversed(arrived.get() == null ? null : arrived.getAndSet(null));
    }
    Reply next = sorted;
    if (next != null) {
      sorted = next.next;
      next.next = null;
    }
    return next;
  }

  /** On the worker. */
  boolean isEmpty() {
    return sorted == null && arrived.get() == null;
  }

  private static @Nullable Reply reversed(@Nullable Reply newest) {
    Reply sorted = null;
    for (Reply each = newest; each != null; ) {
      Reply before = each.next;
      each.next = sorted;
      sorted = each;
      each = before;
    }
    return sorted;
  }
}
