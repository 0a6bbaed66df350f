package io.eventrecorder.cli.script;

import io.eventrecorder.Event;
import io.eventrecorder.cli.correlate.DecisionLine;
import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventNames;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script against the correlator {@code aggregating}. The script moves the clock and gives
 * the answers of the sink. Its form is that of the test vectors recorded from client-go's
 * correlator.
 */
final class AggregatingScript implements Script {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int CACHE_SIZE = 4096;

  static final Set<String> OPTIONS =
      Set.of(
          "lruCacheSize", "burstSize", "qps", "maxEvents", "maxIntervalInSeconds", "simulateSink");

  private static final Set<String> STEPS =
      Set.of("advanceMillis", "advanceNanos", "event", "updateState");

  private final VirtualClock clock = new VirtualClock(START);
  private final AggregatingCorrelator correlator;
  private final boolean simulateSink;
  private final PrintStream out;
  private long resourceVersion;

  /**
   * Starts a script.
   *
   * @param options the first line of the script
   * @param out where the results go
   */
  AggregatingScript(ScriptLine options, PrintStream out) {
    this.correlator =
        AggregatingCorrelator.create(correlatorOptions(options), clock, EventNames.of(clock));
    this.simulateSink = options.flag("simulateSink");
    this.out = out;
  }

  @Override
  public Set<String> steps() {
    return STEPS;
  }

  @Override
  public void run(ScriptLine line) {
    try {
      clock.advance(Duration.ofMillis(line.whole("advanceMillis")));
      clock.advance(Duration.ofNanos(line.whole("advanceNanos")));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the clock cannot go that far; its limit is 292 years", e);
    }
    Event state = line.event("updateState");
    if (state != null) {
      correlator.updateState(state);
    }
    Event event = line.event("event");
    if (event != null) {
      Correlation correlation = correlator.correlate(event);
      out.println(DecisionLine.ofScript(correlation, answer(correlation)));
    }
  }

  private @Nullable String answer(Correlation correlation) {
    if (!simulateSink || correlation.kind() == Correlation.Kind.SUPPRESS) {
      return null;
    }
    String version = Long.toString(++resourceVersion);
    Event stored = correlation.event().toBuilder().resourceVersion(version).build();
    correlator.recorded(correlation, stored);
    return version;
  }

  /** Reads the first line. A missing option and zero mean the default. */
  private static CorrelatorOptions correlatorOptions(ScriptLine line) {
    CorrelatorOptions.Builder options =
        CorrelatorOptions.builder().cacheSize(CACHE_SIZE).verbatim(true);
    if (line.whole("lruCacheSize") != 0) {
      options.cacheSize(Math.toIntExact(line.whole("lruCacheSize")));
    }
    if (line.whole("burstSize") != 0) {
      options.burst(Math.toIntExact(line.whole("burstSize")));
    }
    if (line.decimal("qps") != 0) {
      options.qps(line.decimal("qps"));
    }
    if (line.whole("maxEvents") != 0) {
      options.maxEvents(Math.toIntExact(line.whole("maxEvents")));
    }
    if (line.whole("maxIntervalInSeconds") != 0) {
      options.maxInterval(Duration.ofSeconds(line.whole("maxIntervalInSeconds")));
    }
    return options.build();
  }
}
