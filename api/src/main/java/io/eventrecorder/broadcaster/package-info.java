/**
 * What an application sets up once: the {@link io.eventrecorder.broadcaster.EventBroadcaster}, its
 * pipelines with their options, and their statistics. The runtime comes from {@code
 * eventrecorder-core}.
 */
@NullMarked
package io.eventrecorder.broadcaster;

import org.jspecify.annotations.NullMarked;
