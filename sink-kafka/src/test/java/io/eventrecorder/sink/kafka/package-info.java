@NullMarked
package io.eventrecorder.sink.kafka;

import org.jspecify.annotations.NullMarked;
