package io.eventrecorder.cli;

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

/** Asks the sinks whether they would work. */
@Command(
    name = "check",
    description = "Checks the configuration, and asks each sink whether it would work.",
    footer = {"%nExample:", "  event-record check --sink log --config events.properties"})
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventRecord root;

  @Override
  public Integer call() {
    EventRecord command = Objects.requireNonNull(root);
    Map<String, List<CheckResult>> results =
        Session.configured(() -> command.settings().builder().check());
    if (results.isEmpty()) {
      throw CommandFailure.usage("no sink is configured; name one with --sink NAME");
    }
    results.forEach((pipeline, findings) -> print(command.streams, pipeline, findings));
    boolean failed =
        results.values().stream()
            .flatMap(List::stream)
            .anyMatch(result -> result.status() == CheckResult.Status.FAILED);
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static void print(Streams streams, String pipeline, List<CheckResult> findings) {
    if (findings.isEmpty()) {
      streams.out().println(pipeline + ": ok, configuration: right; the sink checks nothing more");
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
