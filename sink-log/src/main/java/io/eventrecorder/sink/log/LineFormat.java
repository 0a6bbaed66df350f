package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Formats events as lines of limited length. If a line is too long, its longest texts are cut, all
 * to the greatest length that fits. If that is not enough, because there are many labels and
 * annotations, these are left out. One thread at a time uses it.
 */
final class LineFormat {
  /** Enough for all fields without labels and annotations, each text cut. */
  static final int SMALLEST = 4096;

  static final int NO_LIMIT = Integer.MAX_VALUE;

  /** Texts are not cut to less, so times and kinds are not cut. */
  private static final int SHORTEST_TEXT = 32;

  /** An annotation that says what was left out. */
  private static final Map<String, String> LEFT_OUT =
      Map.of("eventrecorder.io/cut", "labels and annotations");

  private final Layout layout;
  private final int maxBytes;
  private final LongAdder cut;
  private final JsonLineFields json = new JsonLineFields();

  /**
   * @param maxBytes the limit, with the line feed
   * @param cut counts the lines that were cut
   */
  LineFormat(Layout layout, int maxBytes, LongAdder cut) {
    this.layout = layout;
    this.maxBytes = maxBytes;
    this.cut = cut;
  }

  /** Takes a formatted line. */
  interface Writer {
    void write(byte[] line) throws IOException;
  }

  /** Writes the line of an event. A cut line is counted after the write, so a retry counts once. */
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
    json.begin(longestText);
    layout.line(event, time, json);
    return json.toBytes();
  }
}
