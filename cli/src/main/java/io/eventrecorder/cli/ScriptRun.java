package io.eventrecorder.cli;

import java.util.Set;

/** A correlator that a script drives step by step. */
interface ScriptRun {
  /** {@return the names of the members that a line may have, but for the first one} */
  Set<String> steps();

  /**
   * Does what a line says.
   *
   * @param line one after the first
   * @throws RuntimeException if it cannot be done; the message says why
   */
  void run(ScriptLine line);
}
