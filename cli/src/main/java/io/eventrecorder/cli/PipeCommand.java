package io.eventrecorder.cli;

import io.eventrecorder.cli.delivery.BroadcasterSession;
import io.eventrecorder.cli.input.InputFiles;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.table.EventOutput;
import io.eventrecorder.cli.table.Namespaces;
import io.eventrecorder.cli.table.TimeStyle;
import io.eventrecorder.cli.terminal.InterruptHandler;
import io.eventrecorder.cli.terminal.ProgressLine;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Records events from files or standard input. */
@Command(
    name = "pipe",
    description = {
      "Records the events in files, or on standard input.",
      "Each event can be on one line, pretty-printed or in a list, in core/v1 or"
          + " events.k8s.io/v1. No event is lost: reading waits for the sinks."
    },
    footer = {
      "%nExamples:",
      "  kubectl get events -A -o json | event-record pipe",
      "  event-record pipe --correlator aggregating events.ndjson"
    })
final class PipeCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventRecord root;

  @Mixin private InputOptions input = new InputOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private CorrelatorOption correlator = new CorrelatorOption();
  @Mixin private SummaryOptions summary = new SummaryOptions();

  @Option(
      names = "--progress",
      negatable = true,
      description =
          "Shows the progress on standard error. Default: only where standard error is a terminal"
              + " and standard output is not (on Linux).")
  private @Nullable Boolean progress;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long to wait for the sinks at the end. Default: 10m.")
  private Duration timeout = Duration.ofMinutes(10);

  @Override
  public Integer call() {
    EventRecord command = Objects.requireNonNull(root);
    StandardStreams streams = command.streams;
    CommandSettings settings =
        command.settings().orElse(CommandSettings.PIPELINE_DEFAULTS + "overflow", "block");
    correlator.apply(settings);
    InputFiles inputs = input.open(streams);
    EventOutput shown =
        output.adapt(
            settings,
            streams,
            new OutputOptions.Hints(
                input.readsStandardInput() ? null : TimeStyle.UTC,
                Namespaces.UNKNOWN,
                input.readsStandardInput() && streams.terminal().isInput()));
    BroadcasterSession session = BroadcasterSession.start(settings, shown);
    ProgressLine line =
        new ProgressLine(streams, session.broadcaster().clock(), inputs::read, session::delivered);
    boolean progressWanted = wantsProgress(streams);
    InterruptHandler interrupt =
        InterruptHandler.install(() -> end(session.close(), inputs, streams));
    inputs.forEach(
        event -> {
          summary.count(event, streams);
          session.broadcaster().publish(event);
          if (progressWanted) {
            line.update();
          }
        });
    line.clear();
    BroadcasterSession.Ending ending = session.finish(timeout);
    interrupt.remove(); // only now, because a user may interrupt the wait for a sink
    return end(ending, inputs, streams);
  }

  private int end(BroadcasterSession.Ending ending, InputFiles inputs, StandardStreams streams) {
    if (!input.quiet) {
      summary.print(streams, inputs, ending.report(), input.files);
    }
    List<String> losses = ending.losses();
    losses.forEach(loss -> streams.error("not everything was delivered: " + loss));
    return losses.isEmpty() && inputs.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean wantsProgress(StandardStreams streams) {
    return progress == null ? !input.quiet && ProgressLine.isUseful(streams.terminal()) : progress;
  }
}
