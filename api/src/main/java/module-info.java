import org.jspecify.annotations.NullMarked;

/**
 * The event model, {@link io.eventrecorder.EventRecorder}, {@link
 * io.eventrecorder.EventBroadcaster}, the SPIs and the event's one JSON form.
 */
@NullMarked
module io.eventrecorder {
  requires tools.jackson.core;
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;

  exports io.eventrecorder;
  exports io.eventrecorder.json;
  exports io.eventrecorder.spi;

  uses io.eventrecorder.spi.EventCorrelatorProvider;
  uses io.eventrecorder.spi.EventSinkProvider;
  uses io.eventrecorder.spi.ReferenceResolver;
}
