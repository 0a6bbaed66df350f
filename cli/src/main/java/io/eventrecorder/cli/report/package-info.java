/**
 * The report of {@code event-record report}: keeps the events of an input, merges their states,
 * finds the owners of their objects, runs correlators over them, and writes one HTML file.
 */
@NullMarked
package io.eventrecorder.cli.report;

import org.jspecify.annotations.NullMarked;
