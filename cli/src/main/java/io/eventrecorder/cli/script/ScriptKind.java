package io.eventrecorder.cli.script;

import io.eventrecorder.cli.terminal.CommandException;
import java.io.PrintStream;
import java.util.Set;

/** The kinds of scripts, one for each correlator that a script can drive. */
public enum ScriptKind {
  /** For the correlator {@code aggregating}, which works as client-go's {@code tools/record}. */
  AGGREGATING,
  /** For the correlator {@code series}, which works as client-go's {@code tools/events}. */
  SERIES;

  /** {@return the names that members of the first line may have} */
  Set<String> options() {
    return this == SERIES ? SeriesScript.OPTIONS : AggregatingScript.OPTIONS;
  }

  Script start(ScriptLine options, PrintStream out) {
    return this == SERIES ? new SeriesScript(options, out) : new AggregatingScript(options, out);
  }

  /**
   * {@return the kind for a correlator}
   *
   * @param correlator the name of the correlator
   * @throws CommandException if there are no scripts for it
   */
  public static ScriptKind of(String correlator) {
    return switch (correlator) {
      case "aggregating" -> AGGREGATING;
      case "series" -> SERIES;
      default ->
          throw CommandException.usage(
              "--correlator "
                  + correlator
                  + " cannot run a script; use aggregating or series with --script");
    };
  }
}
