/** The help of the command, with its options and subcommands in groups. */
@NullMarked
package io.eventrecorder.cli.help;

import org.jspecify.annotations.NullMarked;
