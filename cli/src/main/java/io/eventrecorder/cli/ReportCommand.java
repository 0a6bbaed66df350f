package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.input.InputFiles;
import io.eventrecorder.cli.report.Report;
import io.eventrecorder.cli.report.ReportFile;
import io.eventrecorder.cli.report.Scenario;
import io.eventrecorder.cli.report.Selection;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.shell.Candidates;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.spi.EventClock;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Makes a report of events as one HTML file. */
@InGroup(Group.UNDERSTAND)
@Command(
    name = "report",
    description = {
      "Makes a report of events: one HTML file that opens in a browser without a network.",
      "It has a timeline with a lane for each object, a table of all events, the decisions of the"
          + " correlator under the current settings, and what other settings would do. The file"
          + " contains the texts of the events."
    },
    footer = {
      "%nExamples:",
      "  kubectl get events -A -o json | event-record report",
      "  event-record report -o shop.html --title Rollout --only namespace=shop events.ndjson",
      "  event-record report --from 30m events.ndjson"
    })
final class ReportCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";
  private static final long BYTES_PER_KB = 1000;

  @ParentCommand private @Nullable EventRecord root;
  @Spec private @Nullable CommandSpec spec;

  @Mixin private InputOptions input = new InputOptions();

  @InGroup(Group.OUTPUT)
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write, or to replace; - is standard output. Default: report.html.")
  private String output = "report.html";

  @InGroup(Group.OUTPUT)
  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "The title of the report. Default: the names of the files.")
  private @Nullable String title;

  @InGroup(Group.INPUT)
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Leaves out what happened last before this time: 2026-03-02T09:14:00Z, a date, or a"
              + " duration before the newest event such as 30m.")
  private @Nullable String from;

  @InGroup(Group.INPUT)
  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Leaves out what happened last after this time.")
  private @Nullable String to;

  @InGroup(Group.INPUT)
  @Option(
      names = "--only",
      paramLabel = "FILTER",
      description =
          "Shows only these events, for example type=Warning,namespace=shop-*,reason!=Pulled."
              + " The fields are those of the option filter of a pipeline.")
  private @Nullable String only;

  @InGroup(Group.INPUT)
  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "How many events are kept in memory; if there are more, the newest. Default: 250000.")
  private int limit = 250_000;

  @InGroup(Group.CORRELATION)
  @Option(
      names = "--correlator",
      completionCandidates = Candidates.Correlators.class,
      paramLabel = "NAME",
      description =
          "The correlator whose decisions are shown. Default: the configured one of the first"
              + " sink, or else aggregating.")
  private @Nullable String correlator;

  @Override
  public Integer call() {
    EventRecord command = Objects.requireNonNull(root);
    StandardStreams streams = command.streams;
    if (limit < 1) {
      throw CommandException.usage("--limit " + limit + " must be at least 1");
    }
    if (title != null && title.isBlank()) {
      throw CommandException.usage("--title is empty; give a text, or leave the option out");
    }
    Selection selection = Selection.of(from, to, only);
    CommandSettings settings = command.settings();
    Scenario current = CurrentSettings.of(settings, correlator, Objects.requireNonNull(spec));
    var unused = current.correlator().apply(new VirtualClock(Instant.EPOCH)); // checks it
    Optional<ReportFile> file =
        output.equals(STANDARD_OUTPUT)
            ? Optional.empty()
            : Optional.of(ReportFile.of("--output", output));
    InputFiles inputs = input.open(streams);
    Report report = start(selection, settings);
    inputs.forEach(report::accept);
    Report.Finished finished =
        report
            .finish(inputs.counts(), current)
            .orElseThrow(() -> CommandException.data(nothing(inputs) + "; no report was written"));
    if (!input.quiet) {
      finished.losses().forEach(streams::error);
    }
    if (file.isPresent()) {
      write(finished, file.get(), inputs, streams);
    } else {
      print(finished, streams);
    }
    return inputs.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Report start(Selection selection, CommandSettings settings) {
    ParseResult parsed = Objects.requireNonNull(spec).root().commandLine().getParseResult();
    return new Report(
        selection,
        settings.find("eventrecorder.default-namespace").orElse("default"),
        limit,
        title == null ? defaultTitle() : title,
        EventClock.system().instant(),
        Version.tool(),
        ShellWord.commandLine(parsed),
        input.files.isEmpty() ? List.of("standard input") : input.files);
  }

  private String defaultTitle() {
    List<String> files = input.files;
    if (files.isEmpty() || files.equals(List.of("-"))) {
      return "Events";
    }
    return files.size() == 1
        ? "Events of " + Path.of(files.get(0)).getFileName()
        : "Events of " + files.size() + " files";
  }

  private String nothing(InputFiles inputs) {
    if (inputs.read() == 0) {
      return "the input has no events" + inputs.others("; ");
    }
    return "none of the "
        + inputs.read()
        + " events is between --from and --to and fits --only; change these options";
  }

  private void write(
      Report.Finished report, ReportFile file, InputFiles inputs, StandardStreams streams) {
    long bytes = file.write(report::writeTo);
    if (!input.quiet) {
      String size = bytes == 0 ? "" : " (" + (bytes + BYTES_PER_KB - 1) / BYTES_PER_KB + " kB)";
      streams.error(
          "wrote "
              + output
              + size
              + ": "
              + report.summary()
              + inputs.others("; ")
              + "; open "
              + file.path().toUri());
    }
  }

  private static void print(Report.Finished report, StandardStreams streams) {
    try {
      Writer out = new OutputStreamWriter(streams.out(), UTF_8);
      report.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
