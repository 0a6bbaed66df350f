/** The bounded cache and the queue in which both correlators keep what they know of events. */
@NullMarked
package io.eventrecorder.correlator.internal.cache;

import org.jspecify.annotations.NullMarked;
