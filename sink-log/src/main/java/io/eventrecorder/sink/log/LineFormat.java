package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Events as lines of at most so many bytes. A line that would be longer has its longest texts cut,
 * all to the same length, the greatest that fits. If that is not enough, because there are too many
 * labels and annotations, these are left out.
 */
final class LineFormat {
  /** Room for all that an event has besides labels and annotations, each text cut. */
  static final int SMALLEST = 4096;

  static final int NO_LIMIT = Integer.MAX_VALUE;

  /** No text is cut to less: a time or a kind stays whole. */
  private static final int SHORTEST_TEXT = 32;

  /** An annotation that says what is missing. */
  private static final Map<String, String> LEFT_OUT =
      Map.of("eventrecorder.io/cut", "labels and annotations");

  private final Layout layout;
  private final int maxBytes;
  private final LongAdder cut;

  /**
   * @param maxBytes the limit, with the line feed
   * @param cut counts the lines that were cut
   */
  LineFormat(Layout layout, int maxBytes, LongAdder cut) {
    this.layout = layout;
    this.maxBytes = maxBytes;
    this.cut = cut;
  }

  /** A line that is ready. */
  interface Writer {
    void write(byte[] line) throws IOException;
  }

  /** Hands on the line; it counts as cut when it is written, not each time that this is tried. */
  void write(Event event, Instant time, Writer writer) throws IOException {
    byte[] whole = line(event, time, NO_LIMIT);
    if (whole.length <= maxBytes) {
      writer.write(whole);
    } else {
      writer.write(shortened(event, time));
      cut.increment();
    }
  }

  private byte[] shortened(Event event, Instant time) {
    if (line(event, time, SHORTEST_TEXT).length <= maxBytes) {
      return longest(event, time);
    }
    return longest(event.toBuilder().labels(Map.of()).annotations(LEFT_OUT).build(), time);
  }

  private byte[] longest(Event event, Instant time) {
    byte[] best = line(event, time, SHORTEST_TEXT);
    int fits = SHORTEST_TEXT;
    int tooLong = maxBytes;
    while (fits + 1 < tooLong) {
      int middle = (fits + tooLong) >>> 1;
      byte[] line = line(event, time, middle);
      if (line.length <= maxBytes) {
        best = line;
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
    return best;
  }

  private byte[] line(Event event, Instant time, int longestText) {
    JsonLine line = new JsonLine(longestText);
    layout.line(event, time, line);
    return line.toBytes();
  }
}
