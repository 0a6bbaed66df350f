package io.eventrecorder.core.pipeline.machine;

/** The driver's side of a request that it has sent for an {@link Attempt}. */
@FunctionalInterface
public interface SentRequest {
  /** Cancels the request, if that is possible. Never throws. */
  void cancel();
}
