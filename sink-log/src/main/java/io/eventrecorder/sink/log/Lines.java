package io.eventrecorder.sink.log;

import java.io.IOException;

/**
 * Where lines go. Written by one thread at a time; closed perhaps while that thread hangs. What it
 * is called in messages is its {@code toString}.
 */
interface Lines {
  /**
   * Writes a whole line or fails; what a failed write has left never joins another line.
   *
   * @param line UTF-8, with its newline at the end
   */
  void write(byte[] line) throws IOException;

  void flush() throws IOException;

  /** Closes what was opened here, and nothing else. */
  void close() throws IOException;
}
