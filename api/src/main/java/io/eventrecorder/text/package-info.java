/** Making text safe to print. */
@NullMarked
package io.eventrecorder.text;

import org.jspecify.annotations.NullMarked;
