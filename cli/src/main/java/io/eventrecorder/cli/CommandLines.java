package io.eventrecorder.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the command line together: what happens to errors, and where text goes. */
final class CommandLines {
  private CommandLines() {}

  static CommandLine of(EventRecord root) {
    Streams streams = root.streams;
    CommandLine line = new CommandLine(root);
    CommandLine correlate = Objects.requireNonNull(line.getSubcommands().get("correlate"));
    CorrelatorFlags.addTo(correlate.getCommandSpec());
    return line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
        .setExecutionStrategy(parsed -> run(root, parsed))
        .setParameterExceptionHandler((e, args) -> misused(streams, e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(streams, e));
  }

  private static int run(EventRecord root, ParseResult parsed) {
    boolean help = CommandLine.executeHelpRequest(parsed) != null;
    if (help) {
      return ExitCode.OK;
    }
    if (!parsed.hasSubcommand()) {
      parsed.commandSpec().commandLine().usage(root.streams.err());
      return ExitCode.USAGE;
    }
    try {
      Plugins.load(root.plugins, root.streams);
    } catch (CommandFailure e) { // outside of a command, picocli would print its class
      return failed(root.streams, e);
    }
    return new RunLast().execute(parsed);
  }

  private static int misused(Streams streams, ParameterException e) {
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    String hint = near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)";
    String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    streams.error(e.getMessage() + hint + "; see '" + command + " --help'");
    return ExitCode.USAGE;
  }

  private static int failed(Streams streams, Exception e) {
    if (e instanceof CommandFailure failure) {
      streams.error(String.valueOf(failure.getMessage()));
      return failure.exitCode();
    }
    streams.error("internal error: " + e + "; please report it");
    return ExitCode.SOFTWARE;
  }
}
