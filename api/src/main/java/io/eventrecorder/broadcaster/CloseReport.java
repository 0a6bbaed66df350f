package io.eventrecorder.broadcaster;

import java.util.List;

/**
 * The result of closing a broadcaster or a pipeline.
 *
 * @param pipelines the last statistics of each pipeline
 * @param complete whether all events were written or counted before the time was over, and the
 *     state files have the last counts
 * @param examples up to 20 of the events that were lost at close, and the state files that lack the
 *     last counts, each on one line with the reason; unprintable characters are escaped
 */
public record CloseReport(List<PipelineStats> pipelines, boolean complete, List<String> examples) {
  /** {@return the number of writes that were given up because the time was up} */
  public long abandoned() {
    return pipelines.stream().mapToLong(pipeline -> pipeline.writes().abandoned()).sum();
  }
}
