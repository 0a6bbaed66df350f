package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.shell.Candidates;
import io.eventrecorder.cli.terminal.CommandException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of all commands that record many events. */
final class CorrelatorOption {
  @InGroup(Group.CORRELATION)
  @Option(
      names = "--correlator",
      completionCandidates = Candidates.Correlators.class,
      paramLabel = "NAME",
      description =
          "The correlator of all sinks: aggregating, series or none; short for -D"
              + " eventrecorder.pipeline-defaults.correlator=NAME. Default: that of the sink.")
  private @Nullable String correlator;

  /**
   * {@return the name of a correlator that exists}
   *
   * @throws CommandException if there is none of that name
   */
  static String checked(String name) {
    List<String> names =
        ProviderListing.discover().correlators().stream()
            .map(each -> each.name())
            .sorted()
            .toList();
    if (!names.contains(name)) {
      throw CommandException.usage(
          "--correlator: there is no correlator '"
              + name
              + "'; available: "
              + String.join(", ", names));
    }
    return name;
  }

  /** Sets the correlator. The options of single pipelines still win. */
  void apply(CommandSettings settings) {
    if (correlator != null) {
      settings.set(CommandSettings.PIPELINE_DEFAULTS + "correlator", checked(correlator));
    }
  }
}
