package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.cli.report.Scenario;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.Option;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The correlator that the command line and the configuration choose, as {@code correlate} does. */
final class CurrentSettings {
  private static final String CORRELATOR = CommandSettings.PIPELINE_DEFAULTS + "correlator";

  private CurrentSettings() {}

  /**
   * {@return the current settings}
   *
   * @param settings of the command line
   * @param correlator the value of {@code --correlator}; null if it is not given
   * @param command has the flags of correlators
   * @throws CommandException if there is no such correlator, or a flag is wrong or of another one
   */
  static Scenario of(CommandSettings settings, @Nullable String correlator, CommandSpec command) {
    CommandSettings chosen = chosen(settings, correlator, command);
    return new Scenario(
        "current settings",
        asFlags(chosen),
        "",
        true,
        chosen.find(CORRELATOR + ".message-prefix").orElse("(combined from similar events): "),
        clock -> correlator(chosen, clock));
  }

  /**
   * {@return the settings for a run without pipelines}
   *
   * @param settings of the command line
   * @param correlator the value of {@code --correlator}; null if it is not given
   * @param command has the flags of correlators
   * @throws CommandException if there is no such correlator, or a flag is wrong or of another one
   */
  static CommandSettings chosen(
      CommandSettings settings, @Nullable String correlator, CommandSpec command) {
    CommandSettings chosen = settings.forDryRun();
    if (correlator != null) {
      chosen.set(CORRELATOR, CorrelatorOption.checked(correlator));
    }
    chosen.orElse(CORRELATOR, "aggregating");
    CorrelatorFlags.given(command, chosen.find(CORRELATOR).orElseThrow())
        .forEach((name, value) -> chosen.set(CORRELATOR + "." + name, value));
    return chosen;
  }

  private static EventCorrelator correlator(CommandSettings settings, VirtualClock clock) {
    try (EventBroadcaster broadcaster =
        CommandSettings.configured(() -> settings.builderWithoutSinks().clock(clock).build())) {
      return CommandSettings.configured(() -> broadcaster.newCorrelator("report"));
    }
  }

  private static String asFlags(CommandSettings settings) {
    String name = settings.find(CORRELATOR).orElse("");
    StringBuilder flags = new StringBuilder("--correlator ").append(name);
    for (ProviderListing.Entry provider : ProviderListing.discover().correlators()) {
      if (provider.name().equals(name)) {
        for (Option<?> option : provider.options()) {
          settings
              .find(CORRELATOR + "." + option.name())
              .ifPresent(
                  value ->
                      flags
                          .append(" --")
                          .append(option.name())
                          .append(' ')
                          .append(option.isSecret() ? "***" : ShellWord.of(value)));
        }
      }
    }
    return flags.toString();
  }
}
