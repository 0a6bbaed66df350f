package io.eventrecorder.cli.report;

import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.spi.EventCorrelator;
import java.util.function.Function;

/**
 * A correlator with its options, for one run over the events of the report.
 *
 * @param name a few words for people
 * @param options the flags of {@code event-record correlate} that give the same correlator
 * @param note what it is good for, and what it costs; may be empty
 * @param current whether these are the settings of the command line and the configuration
 * @param messagePrefix the beginning of the message of combined events
 * @param correlator makes the correlator
 */
public record Scenario(
    String name,
    String options,
    String note,
    boolean current,
    String messagePrefix,
    Function<VirtualClock, EventCorrelator> correlator) {
  /** {@return this scenario with the name and note of an equal one} */
  Scenario alsoCalled(Scenario equal) {
    return new Scenario(
        name + ": " + equal.name, options, equal.note, current, messagePrefix, correlator);
  }
}
