/** The configuration of the command: options, the file of {@code --config}, and plug-ins. */
@NullMarked
package io.eventrecorder.cli.settings;

import org.jspecify.annotations.NullMarked;
