/** The binary form of what the correlators remember. It knows events, and no correlator. */
@NullMarked
package io.eventrecorder.correlator.internal.state;

import org.jspecify.annotations.NullMarked;
