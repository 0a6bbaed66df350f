package io.eventrecorder.cli;

import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.text.PrintableText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParentCommand;

/** Checks the configuration and the sinks, without recording. */
@InGroup(Group.SET_UP)
@Command(
    name = "check",
    description = "Checks the configuration, and tests whether each sink would work.",
    footer = {"%nExample:", "  event-record check --sink log --config events.properties"})
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventRecord root;

  @Override
  public Integer call() {
    EventRecord command = Objects.requireNonNull(root);
    Map<String, List<CheckResult>> results =
        CommandSettings.configured(() -> command.settings().builder().check());
    if (results.isEmpty()) {
      throw CommandException.usage("no sink is configured; name one with --sink NAME");
    }
    results.forEach((pipeline, findings) -> print(command.streams, pipeline, findings));
    boolean failed =
        results.values().stream()
            .flatMap(List::stream)
            .anyMatch(result -> result.status() == CheckResult.Status.FAILED);
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static void print(StandardStreams streams, String pipeline, List<CheckResult> findings) {
    if (findings.isEmpty()) {
      streams
          .out()
          .println(pipeline + ": ok, configuration: valid; this sink has no further checks");
    }
    for (CheckResult finding : findings) {
      String status = finding.status().name().toLowerCase(Locale.ROOT);
      streams
          .out()
          .println(
              PrintableText.line(
                  pipeline + ": " + status + ", " + finding.subject() + ": " + finding.detail()));
    }
  }
}
