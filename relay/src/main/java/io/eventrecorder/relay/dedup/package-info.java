/** Finds occurrences that arrive a second time, by their ids. */
@NullMarked
package io.eventrecorder.relay.dedup;

import org.jspecify.annotations.NullMarked;
