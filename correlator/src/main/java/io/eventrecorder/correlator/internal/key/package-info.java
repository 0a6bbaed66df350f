/** The keys of an event: which event it is, and which group and bucket it belongs to. */
@NullMarked
package io.eventrecorder.correlator.internal.key;

import org.jspecify.annotations.NullMarked;
