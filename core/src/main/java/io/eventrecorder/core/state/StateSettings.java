package io.eventrecorder.core.state;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a pipeline keeps the memory of its correlator. Immutable.
 *
 * @param file where it is kept
 * @param interval how often what has changed is written, above zero
 * @param maxBytes the largest size of the file, in bytes
 */
public record StateSettings(Path file, Duration interval, int maxBytes) {}
