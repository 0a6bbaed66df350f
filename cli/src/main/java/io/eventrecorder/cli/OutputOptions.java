package io.eventrecorder.cli;

import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.table.EventOutput;
import io.eventrecorder.cli.table.EventOutputs;
import io.eventrecorder.cli.table.Namespaces;
import io.eventrecorder.cli.table.OutputFormat;
import io.eventrecorder.cli.table.TerminalSinkProvider;
import io.eventrecorder.cli.table.TimeStyle;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of all commands that show events on standard output. */
final class OutputOptions {
  @InGroup(Group.OUTPUT)
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      converter = Choice.OfFormat.class,
      completionCandidates = Choice.OfFormat.class,
      description =
          "The form of the events on standard output: ${COMPLETION-CANDIDATES}. Default: table on"
              + " a terminal, otherwise otel.")
  private @Nullable OutputFormat format;

  @Mixin private TableOptions table = new TableOptions();

  /**
   * What a command knows about its events.
   *
   * @param time the usual form of times; null means as ages if the first events are recent; UTC if
   *     all events come from files
   * @param namespaces which namespaces the events may have
   * @param eachInItsRow whether a newer state never replaces a row, for example because the user
   *     types the events, so that the cursor is the user's
   */
  record Hints(@Nullable TimeStyle time, Namespaces namespaces, boolean eachInItsRow) {}

  /**
   * Adapts the settings to the wanted form: it replaces the sink log, or sets its profile.
   *
   * @param settings the configuration; this changes it
   * @param streams standard output
   * @param hints what the command knows about its events
   * @return the output for {@code BroadcasterSession.start}; it is {@link EventOutput#NONE} if the
   *     sinks have all output
   * @throws CommandException if {@code --output} does not fit the configuration
   */
  EventOutput adapt(CommandSettings settings, StandardStreams streams, Hints hints) {
    OutputFormat wanted = format;
    if (wanted == null) {
      if (!streams.terminal().isOutput()) {
        return EventOutput.NONE;
      }
      List<String> logs = settings.logSinks();
      if (logs.size() != 1 || !settings.optionsOf(logs.get(0)).isEmpty()) {
        return EventOutput.NONE; // the user has chosen how the sink log writes
      }
      wanted = OutputFormat.TABLE;
    }
    if (wanted != OutputFormat.TABLE && wanted != OutputFormat.WIDE) {
      table.requireNoTime(wanted.word());
    }
    String sink = sinkOnStandardOutput(settings, wanted);
    if (wanted.isOfLog()) {
      settings.set("eventrecorder.sink." + sink + ".profile", wanted.word());
      return EventOutput.NONE;
    }
    settings.replaceSink(sink, TerminalSinkProvider.TYPE);
    return EventOutputs.of(
        wanted,
        streams,
        table.colour(),
        table.time(hints.time()),
        hints.namespaces(),
        hints.eachInItsRow(),
        hints.time() == TimeStyle.UTC);
  }

  /** {@return the one sink log that {@code --output} is about} */
  private static String sinkOnStandardOutput(CommandSettings settings, OutputFormat wanted) {
    String flag = "--output " + wanted.word();
    List<String> found = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    for (String sink : settings.logSinks()) {
      String option = "eventrecorder.sink." + sink + ".output";
      Optional<String> output = settings.find(option).filter(value -> !value.equals("stdout"));
      output.ifPresent(value -> elsewhere.add(option + "=" + value));
      if (output.isEmpty()) {
        found.add(sink);
      }
    }
    if (found.isEmpty()) {
      throw CommandException.usage(
          flag
              + " is for a sink log that writes to standard output, and there is none"
              + (elsewhere.isEmpty() ? "" : " (" + String.join(", ", elsewhere) + ")")
              + "; add --sink log, or remove --output");
    }
    if (found.size() > 1) {
      throw CommandException.usage(
          flag
              + " is for one sink, and "
              + String.join(" and ", found)
              + " all write to standard output; set their options instead, for example -D"
              + " eventrecorder.sink."
              + found.get(0)
              + ".profile=ecs");
    }
    contradiction(settings, found.get(0), wanted)
        .ifPresent(
            option -> {
              throw CommandException.usage(
                  flag + " and " + option + " contradict each other; remove one of them");
            });
    return found.get(0);
  }

  /** {@return an option of the sink log that does not fit, with its value} */
  private static Optional<String> contradiction(
      CommandSettings settings, String sink, OutputFormat wanted) {
    String prefix = "eventrecorder.sink." + sink + ".";
    Set<String> given = settings.optionsOf(sink);
    if (wanted.isOfLog()) {
      Optional<String> profile =
          settings.find(prefix + "profile").filter(value -> !value.equals(wanted.word()));
      Optional<String> form =
          settings.find(prefix + "format").filter(value -> !value.equals("json"));
      return profile
          .map(value -> prefix + "profile=" + value)
          .or(() -> form.map(value -> prefix + "format=" + value));
    }
    return given.stream()
        .findFirst()
        .map(name -> settings.find(name).map(value -> name + "=" + value).orElse(name));
  }
}
