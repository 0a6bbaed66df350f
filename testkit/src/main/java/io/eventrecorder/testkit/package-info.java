/**
 * Test support for sinks and correlators ({@code EventSinkContract}, {@code
 * EventCorrelatorContract}, {@code StatefulCorrelatorContract}, {@code InMemoryEventSink}, {@code
 * FaultyEventSink}) and for code that records events ({@code FakeEventRecorder}).
 */
@NullMarked
package io.eventrecorder.testkit;

import org.jspecify.annotations.NullMarked;
