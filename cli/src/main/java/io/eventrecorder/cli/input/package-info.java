/**
 * Reads events in the forms that users have: JSON, lists and arrays, YAML, watches, logs. Start
 * with {@link io.eventrecorder.cli.input.InputFiles}; {@code InputReader} reads one stream.
 */
@NullMarked
package io.eventrecorder.cli.input;

import org.jspecify.annotations.NullMarked;
