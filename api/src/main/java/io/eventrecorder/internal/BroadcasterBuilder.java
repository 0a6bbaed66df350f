package io.eventrecorder.internal;

import io.eventrecorder.EventBroadcaster;

/** Placeholder while the runtime is written. */
public abstract class BroadcasterBuilder implements EventBroadcaster.Builder {
  public static EventBroadcaster.Builder create() {
    throw new IllegalStateException();
  }

  public static EventBroadcaster createWithShutdownHook() {
    throw new IllegalStateException();
  }
}
