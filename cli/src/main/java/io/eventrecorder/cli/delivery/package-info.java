/** Runs a broadcaster until the command ends, and reports what was delivered. */
@NullMarked
package io.eventrecorder.cli.delivery;

import org.jspecify.annotations.NullMarked;
