package io.eventrecorder.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The callers of {@code flush} whose writes are settled. Confined to the worker. */
final class SinkFlushes {
  private final List<CompletableFuture<?>> settled = new ArrayList<>();

  void add(CompletableFuture<?> done) {
    settled.add(done);
  }

  /** Flushes the sink for each of them; returns whether there was one. */
  boolean start(SinkCalls sink) {
    boolean any = !settled.isEmpty();
    settled.forEach(sink::flush);
    settled.clear();
    return any;
  }

  /** The sink will not be flushed any more. */
  void completeAll() {
    settled.forEach(done -> done.complete(null));
  }
}
