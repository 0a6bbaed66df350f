package io.eventrecorder.broadcaster;

import java.util.List;

/**
 * What was left when a broadcaster or a pipeline was closed.
 *
 * @param pipelines the last statistics of each pipeline
 * @param complete whether all that was recorded was written or counted before the time was up
 * @param examples up to 20 of the events that were lost at close, each with its reason on one line,
 *     what may not be printed escaped
 */
public record CloseReport(List<PipelineStats> pipelines, boolean complete, List<String> examples) {
  /** {@return writes that did not reach their sink because the time was up} */
  public long abandoned() {
    return pipelines.stream().mapToLong(pipeline -> pipeline.writes().abandoned()).sum();
  }
}
