import org.jspecify.annotations.NullMarked;

/** The sink {@code log}: events as structured log records or as lines of JSON. */
@NullMarked
module io.eventrecorder.sink.log {
  requires transitive io.eventrecorder;
  requires io.eventrecorder.json;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.eventrecorder.sink.log;

  provides io.eventrecorder.spi.EventSinkProvider with
      io.eventrecorder.sink.log.LogEventSinkProvider;
}
