package io.eventrecorder.correlator.series;

import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.time.Duration;
import java.util.List;

/**
 * Makes the correlator {@code series} from configuration. An application that provides {@link
 * SeriesOptions} ({@code builder.provide(SeriesOptions.class, …)}) sets with them what text cannot
 * say; the options override them.
 */
public final class SeriesCorrelatorProvider implements EventCorrelatorProvider {
  private static final Option<Integer> CACHE_SIZE =
      Option.integer("cache-size", 1, Integer.MAX_VALUE)
          .describedAs("How many events are remembered; 32768 unless set.");
  private static final Option<Duration> REFRESH_INTERVAL =
      Option.duration("refresh-interval")
          .describedAs("After which time a running series is written again; 30m unless set.");
  private static final Option<Duration> FINISH_AFTER =
      Option.duration("finish-after")
          .describedAs(
              "After which pause a series writes its last count and is forgotten; 6m unless set.");
  private static final Option<Identity> IDENTITY =
      Option.choice("identity", Identity.class)
          .describedAs(
              "What, besides action and reason, reporter and objects, makes two events the same;"
                  + " reason, which is nothing, unless set.");

  /** For {@link java.util.ServiceLoader}. */
  public SeriesCorrelatorProvider() {}

  /** {@return {@code series}} */
  @Override
  public String name() {
    return "series";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(CACHE_SIZE, REFRESH_INTERVAL, FINISH_AFTER, IDENTITY);
  }

  @Override
  public EventCorrelator create(ProviderContext context) {
    SeriesOptions.Builder options =
        context.provided(SeriesOptions.class).orElseGet(SeriesOptions::defaults).toBuilder();
    context.find(CACHE_SIZE).ifPresent(options::cacheSize);
    context.find(REFRESH_INTERVAL).ifPresent(options::refreshInterval);
    context.find(FINISH_AFTER).ifPresent(options::finishAfter);
    context.find(IDENTITY).ifPresent(options::identity);
    return SeriesCorrelator.create(options.build(), context.clock(), context.names());
  }
}
