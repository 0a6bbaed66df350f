/** How much of a count comes from events that others count. */
@NullMarked
package io.eventrecorder.correlator.internal.external;

import org.jspecify.annotations.NullMarked;
