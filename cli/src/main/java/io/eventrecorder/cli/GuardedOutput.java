package io.eventrecorder.cli;

import io.eventrecorder.text.PrintableText;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Standard output, without which there is no point in going on: the process ends as soon as nobody
 * reads it any longer, quietly as other programs do, or as it cannot be written, with one line.
 */
final class GuardedOutput extends FilterOutputStream {
  /** What a shell reports of a process that SIGPIPE has ended: 128 + 13. */
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
              + "; send it to another place");
      exit.accept(1);
    }
  }
}
