import org.jspecify.annotations.NullMarked;

/** Reading and writing events as JSON ({@link io.eventrecorder.json.EventJson}). */
@NullMarked
module io.eventrecorder.json {
  requires transitive io.eventrecorder;
  requires tools.jackson.core;
  requires static transitive org.jspecify;

  exports io.eventrecorder.json;
}
