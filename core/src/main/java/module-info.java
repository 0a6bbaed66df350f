import org.jspecify.annotations.NullMarked;

/** The runtime: broadcaster, configuration and pipelines. It exports nothing. */
@NullMarked
module io.eventrecorder.core {
  requires transitive io.eventrecorder;
  requires static org.jspecify;
  requires static com.google.errorprone.annotations;

  uses io.eventrecorder.spi.EventCorrelatorProvider;
  uses io.eventrecorder.spi.EventSinkProvider;
  uses io.eventrecorder.spi.ReferenceResolver;

  provides io.eventrecorder.broadcaster.EventBroadcasterProvider with
      io.eventrecorder.core.CoreBroadcasterProvider;
}
