/**
 * Reads settings and class path, and creates the sinks and correlators of a broadcaster. Start
 * reading at {@link io.eventrecorder.core.config.StartupPlan}. Not exported.
 */
@NullMarked
package io.eventrecorder.core.config;

import org.jspecify.annotations.NullMarked;
