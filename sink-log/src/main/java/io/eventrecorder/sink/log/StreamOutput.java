package io.eventrecorder.sink.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * Writes lines to a stream that it does not close. It gets the stream again for every line, so
 * {@code System.setOut} works at any time.
 */
final class StreamOutput implements LineOutput {
  private final String name;
  private final Supplier<? extends OutputStream> stream;
  private boolean torn;

  StreamOutput(String name, Supplier<? extends OutputStream> stream) {
    this.name = name;
    this.stream = stream;
  }

  @Override
  public void write(byte[] line) throws IOException {
    OutputStream out = stream.get();
    // Before and after the write: a PrintStream keeps its error state, so after one failure it does
    // not show whether this line was written.
    failOnTrouble(out);
    byte[] bytes = torn ? onNewLine(line) : line;
    torn = true;
    out.write(bytes);
    out.flush();
    failOnTrouble(out);
    torn = false;
  }

  static byte[] onNewLine(byte[] line) {
    byte[] bytes = new byte[line.length + 1];
    bytes[0] = '\n';
    System.arraycopy(line, 0, bytes, 1, line.length);
    return bytes;
  }

  @Override
  public void flush() throws IOException {
    OutputStream out = stream.get();
    out.flush();
    failOnTrouble(out);
  }

  @Override
  public void close() {}

  /** A PrintStream hides exceptions and reports only that there was one. */
  private static void failOnTrouble(OutputStream out) throws IOException {
    if (out instanceof PrintStream printer && printer.checkError()) {
      throw new IOException(
          "the stream accepts no more lines: its reader is gone, or no space is left");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
