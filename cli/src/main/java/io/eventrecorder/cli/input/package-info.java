/**
 * Reads events in the forms in which people have them: JSON by the line and pretty-printed, lists
 * and arrays, YAML, watches, logs. Start with {@link io.eventrecorder.cli.input.InputReader}.
 */
@NullMarked
package io.eventrecorder.cli.input;

import org.jspecify.annotations.NullMarked;
