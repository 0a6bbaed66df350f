/**
 * From settings and class path to what a broadcaster starts with. {@link
 * io.eventrecorder.internal.config.Startup} is the entry point. Not exported.
 */
@NullMarked
package io.eventrecorder.internal.config;

import org.jspecify.annotations.NullMarked;
