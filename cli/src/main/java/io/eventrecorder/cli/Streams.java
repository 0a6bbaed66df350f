package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.text.PrintableText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * What the command reads and writes. All text is UTF-8, whatever the locale says: events are JSON.
 *
 * @param in standard input
 * @param out standard output, buffered
 * @param err standard error
 */
record Streams(InputStream in, PrintStream out, PrintStream err) {
  private static final int BUFFER = 1 << 16;

  static Streams ofProcess() {
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    // Not an orderly exit: that would wait for pipelines, which wait for standard output.
    GuardedOutput out =
        new GuardedOutput(
            new FileOutputStream(FileDescriptor.out), err, Runtime.getRuntime()::halt);
    return new Streams(
        new FileInputStream(FileDescriptor.in),
        new PrintStream(new BufferedOutputStream(out, BUFFER), false, UTF_8),
        err);
  }

  /** One line on standard error, whatever the message quotes. */
  void error(String message) {
    say("event-record: " + PrintableText.line(message));
  }

  /** Text for people: standard output is for data. */
  void say(String text) {
    err.print(text + System.lineSeparator());
    err.flush();
  }
}
