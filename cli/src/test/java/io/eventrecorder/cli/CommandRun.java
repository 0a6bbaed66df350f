package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * The result of one run of the command in this process.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int status, String out, String err) {
  /** The path of the demo input, from this module. */
  static final String DEMO = "../docs/demo/failing-deployment.ndjson";

  /** {@return the result of a run with empty standard input} */
  static CommandRun of(String... args) {
    return reading(new byte[0], args);
  }

  /** {@return the result of a run with empty standard input, and with these arguments} */
  static CommandRun of(List<String> first, String... more) {
    List<String> args = new ArrayList<>(first);
    args.addAll(List.of(more));
    return of(args.toArray(String[]::new));
  }

  /** {@return the result of a run with this text on standard input} */
  static CommandRun reading(String input, String... args) {
    return reading(input.getBytes(UTF_8), args);
  }

  /** {@return the result of a run with these bytes on standard input} */
  static CommandRun reading(byte[] input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    StandardStreams streams =
        new StandardStreams(
            new ByteArrayInputStream(input),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8));
    PrintStream before = System.out;
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    System.setOut(streams.out()); // the sink log writes to System.out
    try {
      int status = EventRecord.run(streams, args);
      return new CommandRun(status, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(before);
      Thread.currentThread().setContextClassLoader(loader);
    }
  }

  /** {@return the command line with all subcommands, to look at its options} */
  static CommandLine commandLine() {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, UTF_8);
    InputStream nothing = new ByteArrayInputStream(new byte[0]);
    return CommandLineFactory.of(new EventRecord(new StandardStreams(nothing, nowhere, nowhere)));
  }

  /** {@return the lines of standard output} */
  List<String> lines() {
    return out.lines().toList();
  }

  /** {@return the lines of standard error} */
  List<String> errors() {
    return err.lines().toList();
  }
}
