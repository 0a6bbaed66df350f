/**
 * The sink {@code log}. It writes events as structured log records ({@code format=slf4j}), or as
 * lines of JSON without a logging back end ({@code format=json}). {@link
 * io.eventrecorder.sink.log.LogEventSinkProvider} creates it from configuration, {@link
 * io.eventrecorder.sink.log.LogEventSink} in code.
 */
@NullMarked
package io.eventrecorder.sink.log;

import org.jspecify.annotations.NullMarked;
