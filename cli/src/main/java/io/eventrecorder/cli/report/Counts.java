package io.eventrecorder.cli.report;

import java.util.Map;

/**
 * How many items were read, and what happened to them.
 *
 * @param events items that are events: those shown, filtered and left out
 * @param badItems items that are not events
 * @param passedOver items that were passed over on purpose, by the reason
 * @param filtered events that the selection excludes
 * @param leftOut events beyond the limit
 */
record Counts(
    long events, long badItems, Map<String, Long> passedOver, long filtered, long leftOut) {}
