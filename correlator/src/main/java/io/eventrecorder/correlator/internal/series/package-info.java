/** The state of a series, and when it is written again. */
@NullMarked
package io.eventrecorder.correlator.internal.series;

import org.jspecify.annotations.NullMarked;
