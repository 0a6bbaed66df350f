/** The dry run of {@code correlate}: shows what a pipeline would write. */
@NullMarked
package io.eventrecorder.cli.correlate;

import org.jspecify.annotations.NullMarked;
