package io.eventrecorder.cli;

import io.eventrecorder.cli.delivery.BroadcasterSession;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.source.ResumableSource;
import io.eventrecorder.cli.source.ResumeFile;
import io.eventrecorder.cli.table.Namespaces;
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

/** Follows the events of a cluster or of a topic. */
@InGroup(Group.READ)
@Command(
    name = "tail",
    description = {
      "Prints the events of a cluster or of a Kafka topic, and follows new ones.",
      "Press Ctrl-C to end it."
    },
    footer = {
      "%nExamples:",
      "  event-record tail",
      "  event-record tail -A --types Warning",
      "  event-record tail -n shop --for deploy/web --since 10m",
      "  event-record tail --from kafka --bootstrap-servers broker:9092 --topic events"
    })
final class TailCommand implements Callable<Integer> {
  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final String SINCE_OF_TOPIC = "10m";

  @ParentCommand private @Nullable EventRecord root;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private CorrelatorOption correlator = new CorrelatorOption();
  @Mixin private SummaryOptions summary = new SummaryOptions();

  @InGroup(Group.OUTPUT)
  @Option(
      names = {"-q", "--quiet"},
      description = "Prints no summary; problems are still reported.")
  private boolean quiet;

  @Override
  public Integer call() {
    EventRecord command = Objects.requireNonNull(root);
    StandardStreams streams = command.streams;
    CommandSettings settings =
        command.settings().orElse(CommandSettings.PIPELINE_DEFAULTS + "overflow", "block");
    correlator.apply(settings);
    SourceFactory sources = new SourceFactory(source, settings, streams);
    SourceOptions.Type type = source.from == null ? SourceOptions.Type.KUBERNETES : source.from;
    ResumableSource events = sources.open(type, SINCE_OF_TOPIC);
    ResumeFile file = sources.resume(events);
    Namespaces namespaces =
        source.allNamespaces
            ? Namespaces.ALL
            : type == SourceOptions.Type.KUBERNETES || source.namespace != null
                ? Namespaces.ONE
                : Namespaces.UNKNOWN;
    BroadcasterSession session =
        BroadcasterSession.start(
            settings,
            output.adapt(settings, streams, new OutputOptions.Hints(null, namespaces, false)));
    return Reading.of(events, session, file, streams)
        .run(
            event -> summary.count(event, streams),
            () -> {},
            CLOSE,
            ending -> end(ending, events, streams));
  }

  private int end(
      BroadcasterSession.Ending ending, ResumableSource events, StandardStreams streams) {
    if (!quiet) {
      summary.print(streams, events, ending.report(), List.of());
    }
    List<String> losses = ending.losses();
    losses.forEach(loss -> streams.error("not everything was delivered: " + loss));
    return losses.isEmpty() && events.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
