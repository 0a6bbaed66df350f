package io.eventrecorder.cli;

import io.eventrecorder.cli.delivery.BroadcasterSession;
import io.eventrecorder.cli.delivery.DeliverySummary;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.source.ResumableSource;
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
      "  event-record tail -n shop --for deploy/web --since 10m"
    })
final class TailCommand implements Callable<Integer> {
  private static final Duration CLOSE = Duration.ofSeconds(10);

  @ParentCommand private @Nullable EventRecord root;

  @Mixin private SourceOptions source = new SourceOptions();

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
    SourceOptions.Type type = source.from == null ? SourceOptions.Type.KUBERNETES : source.from;
    ResumableSource events = source.open(type, settings, streams);
    BroadcasterSession session = BroadcasterSession.start(settings);
    return new Reading(events, session, source.resume(events, session.broadcaster(), streams))
        .run(event -> {}, CLOSE, ending -> end(ending, events, streams));
  }

  private int end(
      BroadcasterSession.Ending ending, ResumableSource events, StandardStreams streams) {
    if (!quiet) {
      streams.print(DeliverySummary.of(events, ending.report()));
    }
    List<String> losses = ending.losses();
    losses.forEach(loss -> streams.error("not everything was delivered: " + loss));
    return losses.isEmpty() && events.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
