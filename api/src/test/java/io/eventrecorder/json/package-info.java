/** Tests of the event's JSON. */
@NullMarked
package io.eventrecorder.json;

import org.jspecify.annotations.NullMarked;
