@NullMarked
package io.eventrecorder.relay.output;

import org.jspecify.annotations.NullMarked;
