/**
 * From settings and class path to what a broadcaster starts with. {@link
 * io.eventrecorder.core.config.Startup} is the entry point. Not exported.
 */
@NullMarked
package io.eventrecorder.core.config;

import org.jspecify.annotations.NullMarked;
