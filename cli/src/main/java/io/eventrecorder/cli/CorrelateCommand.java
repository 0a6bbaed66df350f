package io.eventrecorder.cli;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.cli.correlate.DryRun;
import io.eventrecorder.cli.correlate.DryRunSummary;
import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.input.InputFiles;
import io.eventrecorder.cli.script.ScriptKind;
import io.eventrecorder.cli.script.ScriptReader;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.shell.Candidates;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.spi.EventCorrelator;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows what a correlator would write, without writing it. */
@InGroup(Group.UNDERSTAND)
@Command(
    name = "correlate",
    description = {
      "Shows what would be written, without writing it.",
      "Time comes from the events, so hours pass in a moment. Each line of output is one decision."
          + " In JSON, 'skip' is true if nothing is written now. 'event' is the event as it would be stored,"
          + " or the event that is not written. 'patch' is the change to an event that is already"
          + " stored. 'cause' is due if the time of a write has come, and drain at the end of the"
          + " input."
    },
    footer = {
      "%nExamples:",
      "  kubectl get events -A -o json | event-record correlate --burst 5 | jq -c .patch",
      "  event-record correlate --identity normalized-message events.ndjson"
    })
final class CorrelateCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventRecord root;
  @Spec private @Nullable CommandSpec spec;

  @Mixin private InputOptions input = new InputOptions();
  @Mixin private DecisionOptions output = new DecisionOptions();
  @Mixin private SummaryOptions summary = new SummaryOptions();

  @InGroup(Group.CORRELATION)
  @Option(
      names = "--correlator",
      paramLabel = "NAME",
      completionCandidates = Candidates.Correlators.class,
      description =
          "The correlator to use. Default: the configured one of the first sink, or else"
              + " aggregating.")
  private @Nullable String correlator;

  @InGroup(Group.INPUT)
  @Option(
      names = "--script",
      paramLabel = "FILE",
      description =
          "Runs a script of events, answers and steps of the clock against the correlator"
              + " aggregating or series (see docs/cli.md); - is standard input.")
  private @Nullable String script;

  @Override
  public Integer call() {
    EventRecord command = Objects.requireNonNull(root);
    if (script != null) {
      if (!input.files.isEmpty()) {
        throw CommandException.usage("--script cannot be combined with files; use one of the two");
      }
      ScriptKind kind = ScriptKind.of(correlator == null ? "aggregating" : correlator);
      new ScriptReader(command.streams, kind).run(script);
      return ExitCode.OK;
    }
    CommandSpec flags = Objects.requireNonNull(spec);
    return run(command.streams, CurrentSettings.chosen(command.settings(), correlator, flags));
  }

  private int run(StandardStreams streams, CommandSettings settings) {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    InputFiles inputs = input.open(streams);
    DryRunSummary counts = new DryRunSummary();
    DecisionOptions.Decisions decisions = output.open(streams, input.readsStandardInput());
    try (EventBroadcaster broadcaster =
        CommandSettings.configured(() -> settings.builderWithoutSinks().clock(clock).build())) {
      EventCorrelator chosen =
          CommandSettings.configured(() -> broadcaster.newCorrelator("dry-run"));
      DryRun run =
          new DryRun(
              chosen,
              clock,
              event -> completed(event, clock.instant(), broadcaster, settings),
              step -> {
                decisions.print(step);
                counts.count(step);
              });
      inputs.forEach(
          event -> {
            summary.count(event, streams);
            run.accept(event);
          });
      run.finish();
      decisions.close();
      if (!input.quiet) {
        summary.print(
            streams,
            List.of(counts.brief(inputs, chosen.unwritten())),
            counts.full(inputs, chosen.unwritten()),
            List.of(),
            input.files);
      }
    }
    return inputs.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Completes an event as a broadcaster completes one that it publishes. */
  private static Event completed(
      Event event, Instant now, EventBroadcaster broadcaster, CommandSettings settings) {
    Event.Builder complete = event.toBuilder().complete(now).fromElsewhere(true);
    if (event.namespace().isEmpty()) {
      String objects = event.regarding().namespace();
      complete.namespace(
          objects.isEmpty()
              ? settings.find("eventrecorder.default-namespace").orElse("default")
              : objects);
    }
    if (event.name().isEmpty()) {
      complete.name(broadcaster.names().next(event.regarding().name()));
    }
    return complete.build();
  }
}
