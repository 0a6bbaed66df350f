/** The boundary to code that is not ours. */
@NullMarked
package io.eventrecorder.internal.guard;

import org.jspecify.annotations.NullMarked;
