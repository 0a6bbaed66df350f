package io.eventrecorder.cli;

import io.eventrecorder.cli.input.Limits;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands that read events have in common. */
final class InputOptions {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files to read; - is standard input, which is read if there are none.")
  List<String> files = new ArrayList<>();

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no summary; what goes wrong is told all the same.")
  boolean quiet;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description = "The limit of one event's length; 4194304 unless set.")
  private int maxBytes = Limits.standard().maxBytes();

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      description = "The limit of one event's nesting; 100 unless set.")
  private int maxDepth = Limits.standard().maxDepth();

  EventInputs open(Streams streams) {
    try {
      return new EventInputs(files, new Limits(maxBytes, maxDepth), streams);
    } catch (IllegalArgumentException e) {
      String flag = String.valueOf(e.getMessage()).replace("maxBytes", "--max-bytes");
      throw CommandFailure.usage(flag.replace("maxDepth", "--max-depth"));
    }
  }
}
