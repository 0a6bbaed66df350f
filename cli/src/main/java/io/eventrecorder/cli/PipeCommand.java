package io.eventrecorder.cli;

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

/** Records events that exist already. */
@Command(
    name = "pipe",
    description = {
      "Records the events in files, or on standard input.",
      "They may be one a line, pretty-printed or lists, in core/v1 or events.k8s.io/v1. Nothing is"
          + " lost: reading slows down to what the sinks take."
    },
    footer = {
      "%nExamples:",
      "  kubectl get events -A -o json | event-record pipe",
      "  event-record pipe -D eventrecorder.pipeline.log.correlator=aggregating events.ndjson"
    })
final class PipeCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventRecord root;

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--progress",
      negatable = true,
      description =
          "Tell on standard error how far it is; done unless set where that is a terminal and"
              + " standard output is none (on Linux).")
  private @Nullable Boolean progress;

  @Option(
      names = "--timeout",
      paramLabel = "SPAN",
      converter = Session.Span.class,
      description = "How long to wait for the sinks at the end; 10m unless set.")
  private Duration timeout = Duration.ofMinutes(10);

  @Override
  public Integer call() {
    EventRecord command = Objects.requireNonNull(root);
    Streams streams = command.streams;
    Settings settings = command.settings().orElse(Settings.PIPELINE_DEFAULTS + "overflow", "block");
    EventInputs inputs = input.open(streams);
    Session session = Session.start(settings);
    Progress shown = Progress.on(streams, session, inputs, wantsProgress());
    Interrupt interrupt = Interrupt.does(() -> end(session.close(), inputs, streams));
    inputs.forEach(
        event -> {
          session.broadcaster().publish(event);
          shown.update();
        });
    shown.clear();
    Session.Ending ending = session.finish(timeout);
    interrupt.forget(); // not before: to wait for a sink is what takes long
    return end(ending, inputs, streams);
  }

  private int end(Session.Ending ending, EventInputs inputs, Streams streams) {
    if (!input.quiet) {
      streams.say(Summary.of(inputs, ending.report()));
    }
    List<String> losses = ending.losses();
    losses.forEach(loss -> streams.error("not everything was delivered: " + loss));
    return losses.isEmpty() && inputs.clean() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean wantsProgress() {
    return progress == null ? !input.quiet && Progress.isWelcome() : progress;
  }
}
