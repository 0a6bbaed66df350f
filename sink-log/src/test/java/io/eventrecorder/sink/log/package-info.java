@NullMarked
package io.eventrecorder.sink.log;

import org.jspecify.annotations.NullMarked;
