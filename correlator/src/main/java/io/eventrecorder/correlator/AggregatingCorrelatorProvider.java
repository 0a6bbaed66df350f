package io.eventrecorder.correlator;

import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the correlator {@code aggregating} from configuration. An application sets options that
 * configuration cannot set, such as functions, by {@code builder.provide(CorrelatorOptions.class,
 * …)}. A preset in the configuration replaces these options; the other options override them.
 */
public final class AggregatingCorrelatorProvider implements EventCorrelatorProvider {
  /** Where the other options start from. */
  private enum Preset {
    CLIENT_GO,
    OPERATOR
  }

  private static final Option<Preset> PRESET =
      Option.choice("preset", Preset.class)
          .adjustable() // presets differ in rates
          .describedAs(
              "A set of defaults for the other options: client-go (the default; burst 25, then one"
                  + " write in 300 s) or operator (burst 60, then one write a second).");

  /** For {@link java.util.ServiceLoader}. */
  public AggregatingCorrelatorProvider() {}

  /** {@return {@code aggregating}} */
  @Override
  public String name() {
    return "aggregating";
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> options = new ArrayList<>();
    options.add(PRESET);
    options.addAll(AggregatingSettings.ALL.options());
    return List.copyOf(options);
  }

  @Override
  public EventCorrelator create(ProviderContext context) {
    CorrelatorOptions options = base(context).toBuilder().read(context).build();
    return AggregatingCorrelator.create(options, context.clock(), context.names());
  }

  private static CorrelatorOptions base(ProviderContext context) {
    return context
        .find(PRESET)
        .map(
            preset ->
                preset == Preset.OPERATOR
                    ? CorrelatorOptions.operator()
                    : CorrelatorOptions.clientGo())
        .or(() -> context.provided(CorrelatorOptions.class))
        .orElseGet(CorrelatorOptions::clientGo);
  }
}
