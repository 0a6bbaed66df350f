package io.eventrecorder.cli.report;

import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import io.eventrecorder.correlator.SeriesCorrelator;
import io.eventrecorder.correlator.SeriesOptions;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The settings that the report compares with the current ones. They ignore the configuration. */
final class WhatIf {
  /** The default of the correlator's option {@code message-prefix}. */
  static final String MESSAGE_PREFIX = "(combined from similar events): ";

  private static final int SMALL_BURST = 5;
  private static final int LARGE_BURST = 100;

  private WhatIf() {}

  /**
   * {@return the current settings first, and then all others}
   *
   * @param current the current settings
   */
  static List<Scenario> with(Scenario current) {
    List<Scenario> all = new ArrayList<>();
    all.add(current);
    for (Scenario other : others()) {
      if (other.options().equals(current.options())) {
        all.set(0, current.alsoCalled(other));
      } else {
        all.add(other);
      }
    }
    return all;
  }

  private static List<Scenario> others() {
    return List.of(
        scenario(
            "no correlator",
            "--correlator none",
            "Every state is written. Nothing is lost, and nothing protects the API server.",
            clock -> EventCorrelator.none()),
        aggregating(
            "as client-go",
            "",
            "The default: 25 writes at once for each object and type, then one in 300 seconds.",
            CorrelatorOptions.clientGo()),
        aggregating(
            "preset operator",
            " --preset operator",
            "60 writes at once for each object and type, then one a second.",
            CorrelatorOptions.operator()),
        aggregating(
            "a budget for each reason",
            " --rate-limit-key object-reason",
            "A storm of one reason does not hold back the other events of its object.",
            CorrelatorOptions.builder().rateLimitKey(RateLimitKey.OBJECT_REASON).build()),
        aggregating(
            "small burst",
            " --burst " + SMALL_BURST,
            "Fewer writes at once. In a storm, more messages are lost, and some occurrences may be in"
                + " no written count.",
            CorrelatorOptions.builder().burst(SMALL_BURST).build()),
        aggregating(
            "large burst",
            " --burst " + LARGE_BURST,
            "More writes at once, so a storm reaches the API server for longer. Fewer messages are"
                + " lost.",
            CorrelatorOptions.builder().burst(LARGE_BURST).build()),
        aggregating(
            "numbers in messages do not count",
            " --identity normalized-message",
            "Messages that differ only in numbers, ids and quoted texts are one event, which"
                + " shows the newest.",
            CorrelatorOptions.builder().identity(Identity.NORMALIZED_MESSAGE).build()),
        scenario(
            "series",
            "--correlator series",
            "As client-go's tools/events: all messages of one reason about one object are one"
                + " event, which is written again every 30 minutes and at its end, with the newest"
                + " message. The messages between are lost.",
            clock ->
                SeriesCorrelator.create(SeriesOptions.defaults(), clock, EventNames.of(clock))));
  }

  private static Scenario aggregating(
      String name, String flags, String note, CorrelatorOptions options) {
    return scenario(
        name,
        "--correlator aggregating" + flags,
        note,
        clock -> AggregatingCorrelator.create(options, clock, EventNames.of(clock)));
  }

  private static Scenario scenario(
      String name,
      String options,
      String note,
      Function<VirtualClock, EventCorrelator> correlator) {
    return new Scenario(name, options, note, false, MESSAGE_PREFIX, correlator);
  }
}
