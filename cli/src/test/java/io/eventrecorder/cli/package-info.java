/** Tests of the command. */
@NullMarked
package io.eventrecorder.cli;

import org.jspecify.annotations.NullMarked;
