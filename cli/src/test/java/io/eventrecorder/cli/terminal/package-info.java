/** Tests of the standard streams. */
@NullMarked
package io.eventrecorder.cli.terminal;

import org.jspecify.annotations.NullMarked;
