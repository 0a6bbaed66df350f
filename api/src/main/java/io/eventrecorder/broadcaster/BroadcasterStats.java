package io.eventrecorder.broadcaster;

import io.eventrecorder.InvalidEventException.Problem;
import java.util.Map;

/**
 * What happened to everything that was recorded.
 *
 * @param recorded events that were offered to the pipelines
 * @param invalid what could not be recorded, by problem; problems that did not occur are left out.
 *     A message whose arguments do not fit is recorded as it is, and counted here all the same
 * @param afterClose what was recorded after the broadcaster was closed
 * @param bugs exceptions that nobody expected while an event was recorded, which may have cost it,
 *     and those of filters and observers ({@link EventBroadcaster#onRecorded}), which cost nothing
 * @param pipelines the pipelines that were started and not yet closed, by name, in the order of
 *     their start
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
   * @param name the pipeline
   * @throws IllegalArgumentException if there is none of that name; the message lists those there
   *     are
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
