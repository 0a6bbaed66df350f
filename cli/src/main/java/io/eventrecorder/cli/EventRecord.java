package io.eventrecorder.cli;

import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.shell.Candidates;
import io.eventrecorder.cli.terminal.LogDefaults;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code event-record}, with the options that all subcommands share. */
@Command(
    name = "event-record",
    description =
        "Records events about objects, and shows what happened to them and what is written.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    footer = {
      "%nExamples:",
      "  event-record pipe events.json             # records the events in a file",
      "  event-record help pipe                    # shows the help of a command"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success",
      "1:an event could not be read or delivered; standard error says which",
      "2:the command line or the configuration is wrong",
      "130:interrupted with Ctrl-C",
      "141:the reader has closed standard output, as in '| head'",
      "143:ended by SIGTERM"
    })
public final class EventRecord {
  @Option(
      names = "--sink",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      completionCandidates = Candidates.Sinks.class,
      description =
          "The sink to record to; can be repeated. Default: the value of eventrecorder.sinks, or"
              + " log.")
  List<String> sinks = new ArrayList<>();

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = {
        "Sets an option of the library; can be repeated. For example:",
        "-D eventrecorder.sink.log.profile=ecs"
      })
  Map<String, String> defines = new LinkedHashMap<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Reads options from a properties file; -D overrides them.")
  @Nullable Path config;

  @Option(
      names = "--plugins",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:EVENT_RECORD_PLUGINS}",
      description =
          "Jars with more sinks, or directories of jars, separated as in a class path. Default:"
              + " $$EVENT_RECORD_PLUGINS.")
  @Nullable String plugins;

  final StandardStreams streams;

  EventRecord(StandardStreams streams) {
    this.streams = streams;
  }

  /**
   * Runs the command and ends the process with its exit status.
   *
   * @param args the arguments; {@code --help} lists them
   */
  public static void main(String[] args) {
    formatLogRecords();
    StandardStreams streams = StandardStreams.ofProcess();
    System.setOut(streams.out()); // the sink log writes to System.out
    System.setErr(streams.err()); // log records go there; rows on a terminal must know of them
    System.exit(run(streams, args));
  }

  /** {@return the exit status} Never throws: every failure becomes one line on standard error. */
  static int run(StandardStreams streams, String... args) {
    try {
      EventRecord root = new EventRecord(streams);
      int status = CommandLineFactory.of(root, args).execute(args);
      streams.out().flush();
      return status;
    } catch (OutOfMemoryError e) {
      streams.error(
          "out of memory; raise the limit, for example with EVENT_RECORD_JAVA_OPTS=-Xmx1g,"
              + " or java -Xmx1g -jar event-record.jar");
    } catch (RuntimeException | Error e) {
      streams.error("internal error: " + e + "; please report it");
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** {@return the settings of this command line} Prints their warnings to standard error. */
  CommandSettings settings() {
    CommandSettings settings = CommandSettings.of(config, defines, sinks);
    settings.warnings().forEach(streams::error);
    return settings;
  }

  /** One line for each record, because users read the log in a terminal. */
  private static void formatLogRecords() {
    String format = "java.util.logging.SimpleFormatter.format";
    if (System.getProperty(format) == null) {
      System.setProperty(format, "%4$s: %5$s%n");
    }
    LogDefaults.install();
  }
}
