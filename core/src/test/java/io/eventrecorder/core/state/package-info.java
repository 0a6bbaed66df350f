@NullMarked
package io.eventrecorder.core.state;

import org.jspecify.annotations.NullMarked;
