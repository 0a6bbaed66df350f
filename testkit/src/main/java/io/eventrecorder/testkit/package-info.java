/**
 * For people who write sinks or correlators ({@code EventSinkContract}, {@code
 * EventCorrelatorContract}, {@code InMemoryEventSink}, {@code FaultyEventSink}) and for people who
 * test code that records events ({@code FakeEventRecorder}).
 */
@NullMarked
package io.eventrecorder.testkit;

import org.jspecify.annotations.NullMarked;
