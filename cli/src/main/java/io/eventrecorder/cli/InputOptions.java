package io.eventrecorder.cli;

import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.input.InputFiles;
import io.eventrecorder.cli.input.InputLimits;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of all commands that read events. */
final class InputOptions {
  @InGroup(Group.INPUT)
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files to read; - is standard input. Default: standard input.")
  List<String> files = new ArrayList<>();

  @InGroup(Group.OUTPUT)
  @Option(
      names = {"-q", "--quiet"},
      description = "Prints no progress and no summary; problems are still reported.")
  boolean quiet;

  @InGroup(Group.INPUT)
  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description = "The maximum length of one event in bytes. Default: 4194304.")
  private int maxBytes = InputLimits.standard().maxBytes();

  @InGroup(Group.INPUT)
  @Option(
      names = "--max-depth",
      paramLabel = "N",
      description = "The maximum nesting of one event. Default: 100.")
  private int maxDepth = InputLimits.standard().maxDepth();

  /** {@return whether standard input is one of the files} */
  boolean readsStandardInput() {
    return files.isEmpty() || files.contains("-");
  }

  /** {@return the files to read} They are opened one after the other. */
  InputFiles open(StandardStreams streams) {
    try {
      return new InputFiles(files, new InputLimits(maxBytes, maxDepth), streams);
    } catch (IllegalArgumentException e) {
      String flag = String.valueOf(e.getMessage()).replace("maxBytes", "--max-bytes");
      throw CommandException.usage(flag.replace("maxDepth", "--max-depth"));
    }
  }
}
