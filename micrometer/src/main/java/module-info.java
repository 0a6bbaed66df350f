import org.jspecify.annotations.NullMarked;

/** The statistics of a broadcaster as Micrometer meters. */
@NullMarked
module io.eventrecorder.micrometer {
  requires transitive io.eventrecorder;
  requires transitive micrometer.core;
  requires static org.jspecify;

  exports io.eventrecorder.micrometer;
}
