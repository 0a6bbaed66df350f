package io.eventrecorder.core;

import io.eventrecorder.core.config.PipelinePlan;
import io.eventrecorder.spi.EventUids;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether recorded events get uids: what the configuration says, or else whether the sink of a
 * pipeline asks for them. Thread-safe.
 */
final class RecordedUids {
  private final Optional<Boolean> configured;
  private volatile @Nullable EventUids source;

  RecordedUids(Optional<Boolean> configured) {
    this.configured = configured;
    this.source = configured.orElse(false) ? EventUids.create() : null;
  }

  /** Events that are recorded from now on get uids, if the new pipeline needs them. */
  synchronized void startedWith(PipelinePlan plan) {
    if (configured.isEmpty() && plan.eventUids() && source == null) {
      source = EventUids.create();
    }
  }

  /** The source of uids; null if recorded events get none. */
  @Nullable EventUids source() {
    return source;
  }
}
