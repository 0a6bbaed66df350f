package io.eventrecorder.cli;

import io.eventrecorder.cli.help.GroupedHelp;
import io.eventrecorder.cli.settings.Plugins;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the command line: its options, its output and how it reports errors. */
final class CommandLineFactory {
  private static final List<String> SUBCOMMANDS =
      List.of(
          "emit", "pipe", "tail", "correlate", "report", "sinks", "check", "config", "completion");

  private CommandLineFactory() {}

  /** Options before the subcommand whose value is the next argument. */
  private static final Set<String> WITH_VALUE = Set.of("--sink", "-D", "--config", "--plugins");

  /**
   * {@return the command line, ready to run} It has only the subcommand that the arguments name,
   * because picocli reads the annotations of each: all of them take a third of the time of a short
   * command. It has all of them if the arguments name none.
   */
  static CommandLine of(EventRecord root, String... args) {
    StandardStreams streams = root.streams;
    CommandLine line = new CommandLine(root);
    String first = firstWord(args);
    boolean named = SUBCOMMANDS.contains(first);
    for (String name : named ? List.of(first) : SUBCOMMANDS) {
      line.addSubcommand(subcommand(name));
    }
    if (!named) {
      CommandLine help = new CommandLine(new CommandLine.HelpCommand());
      line.addSubcommand(help);
      help.getCommandSpec()
          .usageMessage()
          .header(new String[0])
          .description("Shows the help of a command.")
          .synopsisHeading("Usage: ")
          .footer("%nExample:", "  event-record help pipe");
    }
    for (String name : List.of("correlate", "report")) {
      CommandLine correlating = line.getSubcommands().get(name);
      if (correlating != null) {
        CorrelatorFlags.addTo(correlating.getCommandSpec());
      }
    }
    GroupedHelp.install(line);
    return line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
        .setExecutionStrategy(parsed -> run(root, parsed))
        .setParameterExceptionHandler((e, unused) -> misused(streams, e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(streams, e));
  }

  /** {@return the first argument that is no option and no value of one; empty if there is none} */
  private static String firstWord(String... args) {
    boolean isValue = false;
    for (String arg : args) {
      if (!isValue && !arg.startsWith("-")) {
        return arg;
      }
      isValue = !isValue && WITH_VALUE.contains(arg);
    }
    return "";
  }

  private static Object subcommand(String name) {
    return switch (name) {
      case "emit" -> new EmitCommand();
      case "pipe" -> new PipeCommand();
      case "tail" -> new TailCommand();
      case "correlate" -> new CorrelateCommand();
      case "report" -> new ReportCommand();
      case "sinks" -> new SinksCommand();
      case "check" -> new CheckCommand();
      case "config" -> new ConfigCommand();
      case "completion" -> new CompletionCommand();
      default -> throw new IllegalArgumentException(name);
    };
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
    } catch (CommandException e) { // picocli would print the class of an exception from here
      return failed(root.streams, e);
    }
    return new RunLast().execute(parsed);
  }

  private static int misused(StandardStreams streams, ParameterException e) {
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    String hint = near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)";
    String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    String message = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    streams.error(message + hint + "; see '" + command + " --help'");
    return ExitCode.USAGE;
  }

  private static int failed(StandardStreams streams, Exception e) {
    if (e instanceof CommandException failure) {
      streams.error(String.valueOf(failure.getMessage()));
      return failure.exitCode();
    }
    streams.error("internal error: " + e + "; please report it");
    return ExitCode.SOFTWARE;
  }
}
