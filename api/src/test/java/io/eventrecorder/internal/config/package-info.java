@NullMarked
package io.eventrecorder.internal.config;

import org.jspecify.annotations.NullMarked;
