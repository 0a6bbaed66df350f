/**
 * Setting up the delivery of events: the {@link io.eventrecorder.broadcaster.EventBroadcaster}, its
 * pipelines with their options, and their statistics. The runtime is in {@code eventrecorder-core}.
 */
@NullMarked
package io.eventrecorder.broadcaster;

import org.jspecify.annotations.NullMarked;
