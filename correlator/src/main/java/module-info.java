import org.jspecify.annotations.NullMarked;

/**
 * Aggregation, counting, patches and rate limits: the correlators {@code aggregating} and {@code
 * series}.
 */
@NullMarked
module io.eventrecorder.correlator {
  requires transitive io.eventrecorder;
  requires static transitive org.jspecify;

  exports io.eventrecorder.correlator;
  exports io.eventrecorder.correlator.series;

  provides io.eventrecorder.spi.EventCorrelatorProvider with
      io.eventrecorder.correlator.AggregatingCorrelatorProvider,
      io.eventrecorder.correlator.series.SeriesCorrelatorProvider;
}
