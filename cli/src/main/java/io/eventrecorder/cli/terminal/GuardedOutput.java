package io.eventrecorder.cli.terminal;

import io.eventrecorder.text.PrintableText;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Standard output that ends the process when a write fails. If the reader has closed the pipe, the
 * process ends without a message, as other programs do. After any other failure it prints one line.
 */
final class GuardedOutput extends FilterOutputStream {
  /** The status that a shell reports for a process that SIGPIPE has ended: 128 + 13. */
  static final int CLOSED_PIPE = 141;

  private final PrintStream err;
  private final IntConsumer exit;

  GuardedOutput(OutputStream out, PrintStream err, IntConsumer exit) {
    super(out);
    this.err = err;
    this.exit = exit;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      end(e);
      throw e;
    }
  }

  private void end(IOException e) {
    String why = String.valueOf(e.getMessage());
    if (why.toLowerCase(Locale.ROOT).contains("pipe")) {
      exit.accept(CLOSED_PIPE);
    } else {
      err.println(
          "event-record: cannot write standard output: "
              + PrintableText.line(why)
              + "; send it to another file or program");
      exit.accept(1);
    }
  }
}
