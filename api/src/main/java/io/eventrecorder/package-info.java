/**
 * Recording events about objects, and the events themselves. Start with {@link
 * io.eventrecorder.broadcaster.EventBroadcaster#create()} and {@link
 * io.eventrecorder.broadcaster.EventBroadcaster#newRecorder(String)}; record with {@link
 * io.eventrecorder.EventRecorder}.
 */
@NullMarked
package io.eventrecorder;

import org.jspecify.annotations.NullMarked;
