package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request to the sink. Its identity tells an answer to it from a late answer to an earlier one.
 * That it is linked, rather than held by others, spares two objects for each write.
 */
final class Attempt {
  final Lane lane;
  final Write write;

  /** Whether the event is created, or else patched. */
  final boolean create;

  /** The event as it is sent. */
  final Event event;

  final long startedNanos;

  /** Whether the pipeline was closing already: there will be no other. */
  final boolean last;

  /** The answer to come, so that the driver can cancel it. */
  @Nullable CompletionStage<?> stage;

  /** Its neighbours among those {@link InFlight}. */
  @Nullable Attempt older;

  @Nullable Attempt newer;

  Attempt(Lane lane, Write write, boolean create, Event event, long startedNanos, boolean last) {
    this.lane = lane;
    this.write = write;
    this.create = create;
    this.event = event;
    this.startedNanos = startedNanos;
    this.last = last;
  }

  /** What changes, if it is patched. */
  EventPatch patch() {
    EventPatch patch = write.correlation.patch();
    return patch == null ? EventPatch.ofState(event) : patch.to(event);
  }
}
