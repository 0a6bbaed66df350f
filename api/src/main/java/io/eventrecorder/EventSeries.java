package io.eventrecorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often an event was observed (events.k8s.io/v1 {@code series}).
 *
 * @param count occurrences so far; at least 2 where an API server is to accept it
 * @param lastObservedTime the newest occurrence; null if not known
 */
public record EventSeries(int count, @Nullable Instant lastObservedTime) {}
