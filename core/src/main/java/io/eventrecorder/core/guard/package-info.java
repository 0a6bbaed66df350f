/** The boundary to code that is not ours. */
@NullMarked
package io.eventrecorder.core.guard;

import org.jspecify.annotations.NullMarked;
