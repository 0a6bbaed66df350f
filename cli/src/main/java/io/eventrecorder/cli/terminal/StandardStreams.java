package io.eventrecorder.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.text.PrintableText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Standard input, output and error. All text is UTF-8, in every locale, because events are JSON.
 *
 * @param in standard input
 * @param out standard output, buffered
 * @param err standard error
 */
public record StandardStreams(InputStream in, PrintStream out, PrintStream err) {
  private static final int BUFFER = 1 << 16;

  /** {@return the streams of this process} */
  public static StandardStreams ofProcess() {
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    // exit() would wait for the pipelines, and they wait for standard output. So halt.
    GuardedOutput out =
        new GuardedOutput(
            new FileOutputStream(FileDescriptor.out), err, Runtime.getRuntime()::halt);
    return new StandardStreams(
        new FileInputStream(FileDescriptor.in),
        new PrintStream(new BufferedOutputStream(out, BUFFER), false, UTF_8),
        err);
  }

  /**
   * Writes one line to standard error.
   *
   * @param message what is wrong and what to do; line ends and control characters are escaped
   */
  public void error(String message) {
    print("event-record: " + PrintableText.line(message));
  }

  /**
   * Writes text for people to standard error, because standard output is for data.
   *
   * @param text one or more lines, without the last line end
   */
  public void print(String text) {
    err.print(text + System.lineSeparator());
    err.flush();
  }
}
