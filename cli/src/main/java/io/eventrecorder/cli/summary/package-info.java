/** The summary for people at the end of a command. */
@NullMarked
package io.eventrecorder.cli.summary;

import org.jspecify.annotations.NullMarked;
