import org.jspecify.annotations.NullMarked;

/** The correlators {@code aggregating} and {@code series}: they merge, count and limit events. */
@NullMarked
module io.eventrecorder.correlator {
  requires transitive io.eventrecorder;
  requires static transitive org.jspecify;

  exports io.eventrecorder.correlator;

  provides io.eventrecorder.spi.EventCorrelatorProvider with
      io.eventrecorder.correlator.AggregatingCorrelatorProvider,
      io.eventrecorder.correlator.SeriesCorrelatorProvider;
}
