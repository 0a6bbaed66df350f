/** Tests of reading input. */
@NullMarked
package io.eventrecorder.cli.input;

import org.jspecify.annotations.NullMarked;
