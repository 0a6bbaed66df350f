package io.eventrecorder.cli;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.spi.EventCorrelator;
import java.time.Instant;
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

/** Shows what a correlator would write. */
@Command(
    name = "correlate",
    description = {
      "Shows what would be written, without writing it.",
      "Time is what the events say, so hours pass in a moment. Each line of output is a decision:"
          + " 'skip' whether nothing is written now, 'event' the event as it would be stored (or was"
          + " not), 'patch' what would be sent if it is stored already, 'cause' due or drain where"
          + " time alone, or the end, asks for the write."
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

  @Option(
      names = "--correlator",
      paramLabel = "NAME",
      description = "The correlator to try; the configured one of the sink, or else aggregating.")
  private @Nullable String correlator;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description =
          "Run a script of events, answers and steps of the clock against the correlator"
              + " aggregating, or series (see docs/cli.md); - is standard input.")
  private @Nullable String script;

  @Override
  public Integer call() {
    EventRecord command = Objects.requireNonNull(root);
    if (script != null) {
      if (!input.files.isEmpty()) {
        throw CommandFailure.usage("--script takes no further files; give one or the other");
      }
      ScriptKind kind = ScriptKind.of(correlator == null ? "aggregating" : correlator);
      new ScriptReader(command.streams, kind).run(script);
      return ExitCode.OK;
    }
    Settings settings = command.settings().forDryRun();
    CommandSpec flags = Objects.requireNonNull(spec);
    if (correlator != null) {
      settings.set(Settings.PIPELINE_DEFAULTS + "correlator", correlator);
    }
    CorrelatorFlags.given(flags)
        .forEach(
            (name, value) ->
                settings.set(Settings.PIPELINE_DEFAULTS + "correlator." + name, value));
    return run(
        command.streams, settings.orElse(Settings.PIPELINE_DEFAULTS + "correlator", "aggregating"));
  }

  private int run(Streams streams, Settings settings) {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    EventInputs inputs = input.open(streams);
    DryRunSummary summary = new DryRunSummary();
    try (EventBroadcaster broadcaster =
        Session.configured(() -> settings.builderWithoutSinks().clock(clock).build())) {
      EventCorrelator chosen = Session.configured(() -> broadcaster.newCorrelator("dry-run"));
      DryRun run =
          new DryRun(
              chosen,
              clock,
              event -> completed(event, clock.instant(), broadcaster, settings),
              step -> {
                streams.out().println(ResultLine.of(step));
                summary.count(step);
              });
      inputs.forEach(run::accept);
      run.finish();
      streams.out().flush();
      if (!input.quiet) {
        streams.say(summary.text(inputs, chosen.unwritten()));
      }
    }
    return inputs.clean() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** As a broadcaster does it with what it publishes. */
  private static Event completed(
      Event event, Instant now, EventBroadcaster broadcaster, Settings settings) {
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
