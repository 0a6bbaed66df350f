package io.eventrecorder.correlator.internal.series;

/**
 * Travels with a write and comes back with its answer.
 *
 * @param series the series that is written
 * @param number which of the series' writes it is
 * @param upTo the newest occurrence in the write
 * @param added {@link Series#added} at the time of the write
 */
public record SeriesAttachment(Series series, int number, long upTo, long added) {
  /** Where the object of the event lives. */
  public String scope() {
    return series.scope;
  }
}
