package io.eventrecorder.sink.log;

import java.io.IOException;

/**
 * Takes lines. One thread at a time writes; another may close it while a write hangs. {@code
 * toString} is its name in messages.
 */
interface LineOutput {
  /**
   * Writes a line. If it fails, a partial line may remain, but it never joins the next line.
   *
   * @param line the line in UTF-8, with its line feed
   */
  void write(byte[] line) throws IOException;

  void flush() throws IOException;

  /** Closes what this object opened. */
  void close() throws IOException;
}
