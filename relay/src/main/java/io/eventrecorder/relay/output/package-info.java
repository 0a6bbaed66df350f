/** Makes the records that the relay writes: states of events, and dead letters. */
@NullMarked
package io.eventrecorder.relay.output;

import org.jspecify.annotations.NullMarked;
