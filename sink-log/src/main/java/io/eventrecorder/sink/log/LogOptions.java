package io.eventrecorder.sink.log;

import io.eventrecorder.sink.log.LogEventSink.Profile;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The options, and the check that they fit together. */
final class LogOptions {
  enum Format {
    SLF4J,
    JSON
  }

  enum Output {
    STDOUT,
    STDERR,
    FILE
  }

  static final Option<Format> FORMAT =
      Option.choice("format", Format.class)
          .defaultTo(Format.SLF4J)
          .describedAs(
              "Log records with key/value pairs by SLF4J 2, or lines of JSON without a logging"
                  + " back end.");

  static final Option<Profile> PROFILE =
      Option.choice("profile", Profile.class)
          .defaultTo(Profile.OTEL)
          .describedAs(
              "The names of the fields: those of OpenTelemetry, of Elastic (ECS, with dotted names or"
                  + " nested objects) or of client-go.");

  static final Option<String> LOGGER =
      Option.string("logger")
          .defaultTo(LogEventSink.DEFAULT_LOGGER)
          .describedAs("The logger's name, for format=slf4j.");

  static final Option<String> MARKER =
      Option.string("marker")
          .describedAs("A marker on every record, for format=slf4j; none if not set.");

  static final Option<Output> OUTPUT =
      Option.choice("output", Output.class)
          .defaultTo(Output.STDOUT)
          .describedAs("Where lines go, for format=json.");

  static final Option<String> FILE =
      Option.string("file")
          .describedAs(
              "The file to append to, for output=file; created if missing, in a directory that"
                  + " exists.");

  static final Option<String> FILE_MODE =
      Option.string("file-mode")
          .describedAs(
              "The permissions of a file that is created, as for chmod, such as 0640; those of the"
                  + " process' umask if not set.");

  static final Option<Boolean> FILE_FOLLOW_LINKS =
      Option.bool("file-follow-links")
          .defaultTo(true)
          .describedAs(
              "Whether the file may be a symbolic link; set false where others may write to its"
                  + " directory.");

  static final Option<Integer> MAX_LINE_BYTES =
      Option.integer("max-line-bytes", LineFormat.SMALLEST, 1 << 30)
          .describedAs(
              "The longest line, for format=json; the longest texts of a longer line are cut, each"
                  + " with a mark. No limit if not set.");

  static final List<Option<?>> ALL =
      List.of(
          FORMAT,
          PROFILE,
          LOGGER,
          MARKER,
          OUTPUT,
          FILE,
          FILE_MODE,
          FILE_FOLLOW_LINKS,
          MAX_LINE_BYTES);

  private LogOptions() {}

  /** {@return the full name of an option, as the user wrote it} */
  static String named(ProviderContext context, Option<?> option) {
    return "eventrecorder.sink." + context.name() + "." + option.name();
  }

  /** {@return the problems of the options, each with its remedy} */
  static List<String> problems(ProviderContext context) {
    List<String> problems = new ArrayList<>();
    boolean json = context.get(FORMAT) == Format.JSON;
    Output output = context.get(OUTPUT);
    String logger = context.get(LOGGER);
    String file = context.find(FILE).orElse("");
    String marker = context.find(MARKER).orElse("");
    if (logger.isBlank()) {
      problems.add(named(context, LOGGER) + " is blank: name a logger, or remove it");
    }
    if (!json && output != Output.STDOUT) {
      problems.add(useless(context, OUTPUT, output.name().toLowerCase(Locale.ROOT), "format=json"));
    }
    String mode = context.find(FILE_MODE).orElse("");
    if (!mode.isBlank()) {
      Set<PosixFilePermission> rights = FileAccess.parsed(mode);
      if (rights == null || !rights.containsAll(FileAccess.NEEDED)) {
        problems.add(
            named(context, FILE_MODE)
                + "="
                + mode
                + " must be three octal digits by which the owner may read and write, such as 0640");
      }
    }
    String remedy = json ? "output=file" : "format=json and output=file";
    if (!json || output != Output.FILE) {
      if (!file.isBlank()) {
        problems.add(useless(context, FILE, file, remedy));
      }
      if (!mode.isBlank()) {
        problems.add(useless(context, FILE_MODE, mode, remedy));
      }
      if (!context.get(FILE_FOLLOW_LINKS)) {
        problems.add(useless(context, FILE_FOLLOW_LINKS, "false", remedy));
      }
    }
    if (json && output == Output.FILE && file.isBlank()) {
      problems.add(
          named(context, OUTPUT)
              + "=file needs a file: set "
              + named(context, FILE)
              + "=<path>, or another output");
    }
    if (json && !logger.equals(LogEventSink.DEFAULT_LOGGER) && !logger.isBlank()) {
      problems.add(useless(context, LOGGER, logger, "format=slf4j"));
    }
    if (json && !marker.isBlank()) {
      problems.add(useless(context, MARKER, marker, "format=slf4j"));
    }
    if (!json && context.find(MAX_LINE_BYTES).isPresent()) {
      String value = context.find(MAX_LINE_BYTES).map(String::valueOf).orElse("");
      problems.add(useless(context, MAX_LINE_BYTES, value, "format=json"));
    }
    return problems;
  }

  /** {@return how to open the file} The options must have no problems. */
  static FileAccess access(ProviderContext context) {
    return new FileAccess(
        context.find(FILE_MODE).map(FileAccess::parsed).orElse(null),
        context.get(FILE_FOLLOW_LINKS));
  }

  private static String useless(
      ProviderContext context, Option<?> option, String value, String remedy) {
    return named(context, option)
        + "="
        + value
        + " has no effect: set "
        + remedy
        + " too, or remove it";
  }
}
