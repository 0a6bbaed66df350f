@NullMarked
package io.eventrecorder.relay.dedup;

import org.jspecify.annotations.NullMarked;
