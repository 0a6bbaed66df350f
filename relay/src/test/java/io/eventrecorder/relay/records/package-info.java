@NullMarked
package io.eventrecorder.relay.records;

import org.jspecify.annotations.NullMarked;
