@NullMarked
package io.eventrecorder.relay.input;

import org.jspecify.annotations.NullMarked;
