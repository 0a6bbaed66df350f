/** Tests of reading. */
@NullMarked
package io.eventrecorder.cli.input;

import org.jspecify.annotations.NullMarked;
