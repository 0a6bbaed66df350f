package io.eventrecorder.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code event-record}, and the options that all of its commands take. */
@Command(
    name = "event-record",
    description = "Records events, and shows what correlation makes of them.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = EventRecord.Version.class,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all went well",
      "1:an event was not read or not delivered; standard error says which",
      "2:the command line or the configuration is wrong",
      "141:the reader of standard output has gone, as in '| head'"
    },
    subcommands = {
      EmitCommand.class,
      PipeCommand.class,
      CorrelateCommand.class,
      SinksCommand.class,
      CheckCommand.class
    })
public final class EventRecord {
  /** Kept, because java.util.logging forgets loggers that nobody holds. */
  private static final List<Logger> LIBRARIES =
      List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("io.fabric8"));

  @Option(
      names = "--sink",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The sink to record to; may be repeated. 'log' unless configuration says more.")
  List<String> sinks = new ArrayList<>();

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "Configuration, for example -D eventrecorder.sink.log.profile=ecs.")
  Map<String, String> defines = new LinkedHashMap<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Configuration from a properties file; -D wins over it.")
  @Nullable Path config;

  @Option(
      names = "--plugins",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:EVENT_RECORD_PLUGINS}",
      description =
          "Jars with further sinks, or directories of them, separated as in a class path;"
              + " $$EVENT_RECORD_PLUGINS unless set.")
  @Nullable String plugins;

  final Streams streams;

  private EventRecord(Streams streams) {
    this.streams = streams;
  }

  /**
   * Runs the command and ends the process with its exit status.
   *
   * @param args what the shell says; {@code --help} lists it
   */
  public static void main(String[] args) {
    oneLineLogRecords();
    quietLibraries();
    Streams streams = Streams.ofProcess();
    System.setOut(streams.out()); // the sink log writes there
    System.exit(run(streams, args));
  }

  /**
   * {@return the exit status} Never throws: whatever happens becomes one line on standard error.
   */
  static int run(Streams streams, String... args) {
    try {
      EventRecord root = new EventRecord(streams);
      int status = CommandLines.of(root).execute(args);
      streams.out().flush();
      return status;
    } catch (OutOfMemoryError e) {
      streams.error("out of memory; give Java more, for example java -Xmx1g -jar event-record.jar");
    } catch (RuntimeException | Error e) {
      streams.error("internal error: " + e + "; please report it");
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The settings of a command that records. */
  Settings settings() {
    Settings settings = Settings.of(config, defines, sinks);
    settings.warnings().forEach(streams::error);
    return settings;
  }

  /** What is logged is read by people in a terminal; whoever wants more configures more. */
  private static void oneLineLogRecords() {
    String format = "java.util.logging.SimpleFormatter.format";
    if (System.getProperty(format) == null) {
      System.setProperty(format, "%4$s: %5$s%n");
    }
    PrintableLog.install();
  }

  /**
   * Client libraries log pages of settings, and each attempt to connect; what matters of it is in
   * our own message.
   */
  private static void quietLibraries() {
    boolean configured =
        System.getProperty("java.util.logging.config.file") != null
            || System.getProperty("java.util.logging.config.class") != null;
    if (!configured) {
      LIBRARIES.forEach(logger -> logger.setLevel(Level.OFF));
    }
  }

  /** The version in the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = EventRecord.class.getPackage().getImplementationVersion();
      return new String[] {"event-record " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
