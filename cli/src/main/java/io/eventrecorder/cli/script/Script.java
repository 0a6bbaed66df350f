package io.eventrecorder.cli.script;

import java.util.Set;

/** A running script: it drives a correlator step by step. */
interface Script {
  /** {@return the names that members may have, on all lines but the first} */
  Set<String> steps();

  /**
   * Runs one line.
   *
   * @param line any line but the first
   * @throws RuntimeException if the line is wrong; the message says why
   */
  void run(ScriptLine line);
}
