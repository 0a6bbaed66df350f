/** Calls of code that may throw anything. */
@NullMarked
package io.eventrecorder.core.guard;

import org.jspecify.annotations.NullMarked;
