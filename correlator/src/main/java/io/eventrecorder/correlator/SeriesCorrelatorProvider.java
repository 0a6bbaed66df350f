package io.eventrecorder.correlator;

import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.List;

/**
 * Makes the correlator {@code series} from configuration. An application sets options that
 * configuration cannot set, such as a function, by {@code builder.provide(SeriesOptions.class, …)}.
 * The configuration overrides these options.
 */
public final class SeriesCorrelatorProvider implements EventCorrelatorProvider {
  /** For {@link java.util.ServiceLoader}. */
  public SeriesCorrelatorProvider() {}

  /** {@return {@code series}} */
  @Override
  public String name() {
    return "series";
  }

  @Override
  public List<Option<?>> options() {
    return SeriesSettings.ALL.options();
  }

  @Override
  public EventCorrelator create(ProviderContext context) {
    SeriesOptions base = context.provided(SeriesOptions.class).orElseGet(SeriesOptions::defaults);
    SeriesOptions options = base.toBuilder().read(context).build();
    return SeriesCorrelator.create(options, context.clock(), context.names());
  }
}
