import org.jspecify.annotations.NullMarked;

/** {@link io.eventrecorder.json.EventJson}: the JSON forms of an event. */
@NullMarked
module io.eventrecorder.json {
  requires transitive io.eventrecorder;
  requires tools.jackson.core;
  requires static transitive org.jspecify;

  exports io.eventrecorder.json;
}
