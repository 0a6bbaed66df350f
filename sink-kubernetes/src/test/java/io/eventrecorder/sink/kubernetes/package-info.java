@NullMarked
package io.eventrecorder.sink.kubernetes;

import org.jspecify.annotations.NullMarked;
