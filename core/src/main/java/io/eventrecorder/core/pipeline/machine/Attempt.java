package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import org.jspecify.annotations.Nullable;

/**
 * One request to the sink. The machine compares attempts by identity: a late answer to an earlier
 * attempt is not an answer to the current one.
 *
 * <p>The list of requests in flight links attempts through their own fields. This saves two objects
 * for each write.
 */
public final class Attempt {
  final Lane lane;
  final Write write;
  final boolean create;
  final Event event;
  final long startedNanos;

  /** Whether the pipeline was closing when it was sent: there is no further try. */
  final boolean last;

  /** The neighbours in the list of requests {@link InFlight}. */
  @Nullable Attempt older;

  @Nullable Attempt newer;

  /** What the driver attached; null until the request was sent. */
  private @Nullable Object attachment;

  Attempt(Lane lane, Write write, Event event, long startedNanos, boolean last) {
    this.lane = lane;
    this.write = write;
    this.create = lane.identity().create();
    this.event = event;
    this.startedNanos = startedNanos;
    this.last = last;
  }

  /** {@return whether the request creates the event; otherwise it patches the event} */
  public boolean create() {
    return create;
  }

  /** {@return the event as it is sent} */
  public Event event() {
    return event;
  }

  /** {@return what a request that patches the event changes} */
  public EventPatch patch() {
    EventPatch patch = write.correlation().patch();
    return patch == null ? EventPatch.ofState(event) : patch.to(event);
  }

  /**
   * The driver has passed the request to the sink, and its answer will arrive. After a fault, the
   * machine sends an attempt again if this was not called.
   *
   * @param driversOwn what the driver needs to cancel the request; the machine only keeps it
   */
  public void sent(Object driversOwn) {
    attachment = driversOwn;
  }

  /** {@return what the driver attached when it sent the request; null if it was not sent} */
  public @Nullable Object attachment() {
    return attachment;
  }

  boolean wasSent() {
    return attachment != null;
  }
}
