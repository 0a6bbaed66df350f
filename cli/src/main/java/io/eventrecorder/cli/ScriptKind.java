package io.eventrecorder.cli;

import java.io.PrintStream;
import java.util.Set;

/** The correlators that a script can drive; each has a form of script of its own. */
enum ScriptKind {
  /** As client-go's {@code tools/record}. */
  AGGREGATING,
  /** As client-go's {@code tools/events}. */
  SERIES;

  /** What the first line may say. */
  Set<String> options() {
    return this == SERIES ? SeriesScript.OPTIONS : Script.OPTIONS;
  }

  ScriptRun start(ScriptLine options, PrintStream out) {
    return this == SERIES ? new SeriesScript(options, out) : new Script(options, out);
  }

  static ScriptKind of(String correlator) {
    return switch (correlator) {
      case "aggregating" -> AGGREGATING;
      case "series" -> SERIES;
      default ->
          throw CommandFailure.usage(
              "--correlator "
                  + correlator
                  + " has no form of script; --script runs aggregating or series");
    };
  }
}
