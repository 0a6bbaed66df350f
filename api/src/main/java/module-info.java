import org.jspecify.annotations.NullMarked;

/**
 * The event model, {@link io.eventrecorder.EventRecorder}, {@link
 * io.eventrecorder.broadcaster.EventBroadcaster} and the SPIs. {@code eventrecorder-core} has the
 * runtime.
 */
@NullMarked
module io.eventrecorder {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;

  exports io.eventrecorder;
  exports io.eventrecorder.broadcaster;
  exports io.eventrecorder.spi;
  exports io.eventrecorder.text;

  uses io.eventrecorder.broadcaster.EventBroadcasterProvider;
}
