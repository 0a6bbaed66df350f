/** Reading and writing events as JSON, and writing JSON lines in sinks. */
@NullMarked
package io.eventrecorder.json;

import org.jspecify.annotations.NullMarked;
