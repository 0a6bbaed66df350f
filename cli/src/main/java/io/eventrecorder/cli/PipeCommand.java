package io.eventrecorder.cli;

import io.eventrecorder.cli.delivery.BroadcasterSession;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.input.EventSource;
import io.eventrecorder.cli.input.InputFiles;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.source.ResumableSource;
import io.eventrecorder.cli.source.ResumeFile;
import io.eventrecorder.cli.table.Namespaces;
import io.eventrecorder.cli.table.TimeStyle;
import io.eventrecorder.cli.terminal.CommandException;
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

/** Records events from files, standard input, a cluster or a topic. */
@InGroup(Group.RECORD)
@Command(
    name = "pipe",
    description = {
      "Records the events in files, on standard input, in a cluster or in a Kafka topic.",
      "Each event can be on one line, pretty-printed or in a list, in core/v1 or"
          + " events.k8s.io/v1. No event is lost: reading waits for the sinks."
    },
    footer = {
      "%nExamples:",
      "  kubectl get events -A -o json | event-record pipe",
      "  event-record pipe --correlator aggregating events.ndjson",
      "  event-record pipe --from kubernetes -A --resume-file events.resume --config sinks.properties"
    })
final class PipeCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventRecord root;

  @Mixin private InputOptions input = new InputOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private CorrelatorOption correlator = new CorrelatorOption();
  @Mixin private SummaryOptions summary = new SummaryOptions();
  @Mixin private SourceOptions source = new SourceOptions();

  @InGroup(Group.OUTPUT)
  @Option(
      names = "--progress",
      negatable = true,
      description =
          "Shows the progress on standard error. Default: only where standard error is a terminal"
              + " and standard output is not.")
  private @Nullable Boolean progress;

  @InGroup(Group.DELIVERY)
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
    if (source.from != null) {
      return follow(source.from, settings, streams);
    }
    source.requireNone();
    InputFiles inputs = input.open(streams);
    BroadcasterSession session =
        start(
            settings,
            streams,
            new OutputOptions.Hints(
                input.readsStandardInput() ? null : TimeStyle.UTC,
                Namespaces.UNKNOWN,
                input.readsStandardInput() && streams.terminal().isInput()));
    return run(inputs, Reading.of(inputs, session), session, streams);
  }

  private int follow(SourceOptions.Type type, CommandSettings settings, StandardStreams streams) {
    if (!input.files.isEmpty()) {
      throw CommandException.usage("--from cannot be combined with files; use one of the two");
    }
    SourceFactory sources = new SourceFactory(source, settings, streams);
    ResumableSource events = sources.open(type, null);
    ResumeFile file = sources.resume(events);
    BroadcasterSession session =
        start(settings, streams, new OutputOptions.Hints(null, Namespaces.UNKNOWN, false));
    return run(events, Reading.of(events, session, file, streams), session, streams);
  }

  private BroadcasterSession start(
      CommandSettings settings, StandardStreams streams, OutputOptions.Hints hints) {
    return BroadcasterSession.start(settings, output.adapt(settings, streams, hints));
  }

  private int run(
      EventSource events, Reading reading, BroadcasterSession session, StandardStreams streams) {
    ProgressLine line =
        new ProgressLine(streams, session.broadcaster().clock(), events::read, session::delivered);
    boolean progressWanted = wantsProgress(streams);
    return reading.run(
        event -> {
          summary.count(event, streams);
          if (progressWanted) {
            line.update();
          }
        },
        line::clear,
        timeout,
        ending -> end(ending, events, streams));
  }

  private int end(BroadcasterSession.Ending ending, EventSource inputs, StandardStreams streams) {
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
