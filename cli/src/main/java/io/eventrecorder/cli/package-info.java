/**
 * The command {@code event-record}: records events from the shell, pipes them to sinks, and shows
 * what correlation makes of them. Start with {@link io.eventrecorder.cli.EventRecord}.
 */
@NullMarked
package io.eventrecorder.cli;

import org.jspecify.annotations.NullMarked;
