@NullMarked
package io.eventrecorder.core.config;

import org.jspecify.annotations.NullMarked;
