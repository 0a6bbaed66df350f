@NullMarked
package io.eventrecorder.relay;

import org.jspecify.annotations.NullMarked;
