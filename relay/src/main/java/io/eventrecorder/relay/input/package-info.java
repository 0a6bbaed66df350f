/** Reads and admits the records of events. What is not admitted is set aside, with the reason. */
@NullMarked
package io.eventrecorder.relay.input;

import org.jspecify.annotations.NullMarked;
