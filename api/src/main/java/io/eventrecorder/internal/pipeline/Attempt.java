package io.eventrecorder.internal.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request to the sink. Its identity tells an answer to it from a late answer to an earlier one.
 */
final class Attempt {
  final Lane lane;
  final Write write;

  /** Whether the event is created, or else patched. */
  final boolean create;

  /** The event as it is sent. */
  final Event event;

  /** What changes, if it is patched. */
  final EventPatch patch;

  final long startedNanos;

  /** Whether the pipeline was closing already: there will be no other. */
  final boolean last;

  /** The answer to come, so that the driver can cancel it. */
  @Nullable CompletionStage<?> stage;

  Attempt(
      Lane lane,
      Write write,
      boolean create,
      Event event,
      EventPatch patch,
      long startedNanos,
      boolean last) {
    this.lane = lane;
    this.write = write;
    this.create = create;
    this.event = event;
    this.patch = patch;
    this.startedNanos = startedNanos;
    this.last = last;
  }
}
