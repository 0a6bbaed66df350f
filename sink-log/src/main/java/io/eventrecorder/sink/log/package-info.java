/**
 * The sink {@code log}: events as structured log records ({@code format=slf4j}), or as lines of
 * JSON without a logging back end ({@code format=json}). Configuration finds it by {@link
 * io.eventrecorder.sink.log.LogEventSinkProvider}; code makes one with {@link
 * io.eventrecorder.sink.log.LogEventSink}.
 */
@NullMarked
package io.eventrecorder.sink.log;

import org.jspecify.annotations.NullMarked;
