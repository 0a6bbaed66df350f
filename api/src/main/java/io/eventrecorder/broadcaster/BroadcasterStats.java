package io.eventrecorder.broadcaster;

import io.eventrecorder.InvalidEventException.Problem;
import java.util.Map;

/**
 * The statistics of a broadcaster: what happened to all events that were recorded. Immutable.
 *
 * @param recorded events that were offered to the pipelines
 * @param invalid calls that could not be recorded, by problem; problems that did not occur are left
 *     out. A message whose arguments do not fit is recorded unformatted, and also counted here
 * @param afterClose events that were recorded after the broadcaster was closed
 * @param bugs unexpected exceptions while an event was recorded, which may have lost the event, and
 *     exceptions of filters and observers ({@link EventBroadcaster#onRecorded}), which lose nothing
 * @param pipelines the running pipelines, by name, in the order of their start
 */
public record BroadcasterStats(
    long recorded,
    Map<Problem, Long> invalid,
    long afterClose,
    long bugs,
    Map<String, PipelineStats> pipelines) {
  /**
   * {@return the statistics of one pipeline}
   *
   * @param name the name of the pipeline
   * @throws IllegalArgumentException if there is no pipeline of that name; the message lists the
   *     pipelines
   */
  public PipelineStats pipeline(String name) {
    PipelineStats stats = pipelines.get(name);
    if (stats == null) {
      throw new IllegalArgumentException(
          "there is no pipeline " + name + "; there are " + pipelines.keySet());
    }
    return stats;
  }
}
