/** Tests of the command as a whole, of the documentation and of the architecture. */
@NullMarked
package io.eventrecorder.cli;

import org.jspecify.annotations.NullMarked;
