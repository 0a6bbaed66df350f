package io.eventrecorder.cli.correlate;

import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.text.PrintableText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One line of output for one decision, as JSON. Control characters are escaped. */
public final class DecisionLine {
  private DecisionLine() {}

  /**
   * {@return the line for a decision of a dry run} The patch is an object; it is null if the event
   * would be created.
   *
   * @param step the decision
   */
  public static String of(DryRun.Step step) {
    Correlation correlation = step.correlation();
    String patch =
        correlation.kind() == Correlation.Kind.PATCH
            ? EventJson.mergePatch(patch(correlation))
            : "null";
    String cause =
        step.cause() == DryRun.Cause.EVENT
            ? ""
            : ",\"cause\":\"" + step.cause().name().toLowerCase(Locale.ROOT) + '"';
    return line(correlation, EventJson.write(step.event()), patch, cause);
  }

  /**
   * {@return the line for a decision in a script, in the form of the correlator's test vectors} The
   * patch is a text; it is null if the correlator made none.
   *
   * @param correlation the decision
   * @param version the resourceVersion from the simulated sink; null if there is none
   */
  public static String ofScript(Correlation correlation, @Nullable String version) {
    boolean skip = correlation.kind() == Correlation.Kind.SUPPRESS;
    EventPatch patch = correlation.patch();
    String event = skip ? "null" : EventJson.write(correlation.event());
    String answer =
        version == null
            ? ",\"error\":null"
            : ",\"error\":null,\"sinkResourceVersion\":" + quoted(version);
    return line(
        correlation, event, patch == null ? "null" : quoted(EventJson.mergePatch(patch)), answer);
  }

  private static String line(Correlation correlation, String event, String patch, String more) {
    boolean skip = correlation.kind() == Correlation.Kind.SUPPRESS;
    return "{\"skip\":" + skip + ",\"event\":" + event + ",\"patch\":" + patch + more + "}";
  }

  private static EventPatch patch(Correlation correlation) {
    EventPatch patch = correlation.patch();
    return patch == null ? EventPatch.ofState(correlation.event()) : patch;
  }

  /**
   * {@return a text as a JSON string, with quotes}
   *
   * @param text any text
   */
  public static String quoted(String text) {
    return PrintableText.quoted(text);
  }
}
