package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import java.util.function.Function;

/**
 * The code that a machine calls and that is not its own.
 *
 * @param correlator merges, counts and limits events; it may throw
 * @param failureDomain the name of an event's failure domain; it must not throw
 * @param names makes a new name for an event whose name another event has; it must not throw
 */
public record Extensions(
    EventCorrelator correlator, Function<? super Event, String> failureDomain, EventNames names) {}
