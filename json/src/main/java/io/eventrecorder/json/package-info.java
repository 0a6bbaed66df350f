/** The event's one JSON form, for every sink and for the command line. */
@NullMarked
package io.eventrecorder.json;

import org.jspecify.annotations.NullMarked;
