/** The stages of the correlator {@code aggregating}: aggregate, count, limit, write. */
@NullMarked
package io.eventrecorder.correlator.internal.aggregate;

import org.jspecify.annotations.NullMarked;
