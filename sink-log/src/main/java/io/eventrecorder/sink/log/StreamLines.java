package io.eventrecorder.sink.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * Lines to a stream that somebody else opened. It is asked for at every line, so that {@code
 * System.setOut} works at any time.
 */
final class StreamLines implements Lines {
  private final String name;
  private final Supplier<? extends OutputStream> stream;
  private boolean torn;

  StreamLines(String name, Supplier<? extends OutputStream> stream) {
    this.name = name;
    this.stream = stream;
  }

  @Override
  public void write(byte[] line) throws IOException {
    OutputStream out = stream.get();
    // Before as well as after: a PrintStream never forgets a failure, so once it has one, nobody
    // can tell whether this line arrived.
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

  /** A PrintStream swallows what went wrong and tells only that something did. */
  private static void failOnTrouble(OutputStream out) throws IOException {
    if (out instanceof PrintStream printer && printer.checkError()) {
      throw new IOException("the stream takes no more: closed pipe, or no space left");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
