package io.eventrecorder.cli.table;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import java.io.IOException;
import java.io.PrintStream;

/** Events in the form of Kubernetes (core/v1), one a line or pretty-printed. */
final class JsonOutput implements EventOutput {
  private final PrintStream out;
  private final boolean pretty;

  JsonOutput(PrintStream out, boolean pretty) {
    this.out = out;
    this.pretty = pretty;
  }

  @Override
  public synchronized void write(Event event) throws IOException {
    String json = EventJson.write(event);
    out.print((pretty ? PrettyJson.of(json) : json) + "\n");
    flush();
  }

  @Override
  public void flush() throws IOException {
    if (out.checkError()) { // flushes, too
      throw new IOException("its reader is gone, or no space is left");
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
