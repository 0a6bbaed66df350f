/** Standard input, output and error of the command, and how a command ends. */
@NullMarked
package io.eventrecorder.cli.terminal;

import org.jspecify.annotations.NullMarked;
