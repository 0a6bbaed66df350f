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
 * @param terminal the terminal behind standard output and standard error, if there is one
 */
public record StandardStreams(InputStream in, PrintStream out, PrintStream err, Terminal terminal) {
  private static final int BUFFER = 1 << 16;

  /**
   * Creates streams without a terminal.
   *
   * @param in standard input
   * @param out standard output, buffered
   * @param err standard error
   */
  public StandardStreams(InputStream in, PrintStream out, PrintStream err) {
    this(in, out, err, Terminal.none());
  }

  /** {@return the streams of this process} */
  public static StandardStreams ofProcess() {
    Terminal terminal = Terminal.ofProcess();
    FileOutputStream bare = new FileOutputStream(FileDescriptor.err);
    PrintStream err = new PrintStream(terminal.watching(bare), true, UTF_8);
    // Not by the watched stream: a thread that draws must not wait for one that writes errors.
    PrintStream lastWords = new PrintStream(bare, true, UTF_8);
    // exit() would wait for the pipelines, and they wait for standard output. So halt.
    GuardedOutput out =
        new GuardedOutput(
            new FileOutputStream(FileDescriptor.out), lastWords, Runtime.getRuntime()::halt);
    return new StandardStreams(
        new FileInputStream(FileDescriptor.in),
        new PrintStream(new BufferedOutputStream(out, BUFFER), false, UTF_8),
        err,
        terminal);
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
