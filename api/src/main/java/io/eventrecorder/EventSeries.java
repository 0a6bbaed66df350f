package io.eventrecorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often an event was observed (events.k8s.io/v1 {@code series}).
 *
 * @param count the number of occurrences so far; the API server accepts only 2 and more
 * @param lastObservedTime the time of the newest occurrence; null if not known
 */
public record EventSeries(int count, @Nullable Instant lastObservedTime) {}
