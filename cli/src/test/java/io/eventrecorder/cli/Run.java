package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * What the command said and did.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record Run(int status, String out, String err) {
  static final String DEMO = "../docs/demo/failing-deployment.ndjson";

  static Run of(String... args) {
    return reading(new byte[0], args);
  }

  static Run reading(String input, String... args) {
    return reading(input.getBytes(UTF_8), args);
  }

  static Run reading(byte[] input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(input),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8));
    PrintStream before = System.out;
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    System.setOut(streams.out()); // the sink log writes there
    try {
      int status = EventRecord.run(streams, args);
      return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(before);
      Thread.currentThread().setContextClassLoader(loader);
    }
  }

  List<String> lines() {
    return out.lines().toList();
  }

  List<String> errors() {
    return err.lines().toList();
  }
}
