package io.eventrecorder.cli;

import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.shell.Candidates;
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

  /** Sets the correlator. The options of single pipelines still win. */
  void apply(CommandSettings settings) {
    if (correlator != null) {
      settings.set(CommandSettings.PIPELINE_DEFAULTS + "correlator", correlator);
    }
  }
}
