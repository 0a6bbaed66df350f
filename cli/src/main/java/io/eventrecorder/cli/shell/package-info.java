/** What shells and readers of manuals need, made from the options of the command. */
@NullMarked
package io.eventrecorder.cli.shell;

import org.jspecify.annotations.NullMarked;
