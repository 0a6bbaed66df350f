package io.eventrecorder.cli.input;

import io.eventrecorder.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads the events of a text that is in memory, in all the forms that files may have. */
public final class EventText {
  private EventText() {}

  /**
   * Reads a text, and counts what is in it.
   *
   * @param text UTF-8
   * @param limits how large one event may be
   * @param counts counts events, items that are passed over, and bad items
   * @param problem called for each bad item, with the place in the text and the reason
   * @param action called for each event
   */
  public static void read(
      byte[] text,
      InputLimits limits,
      InputCounts counts,
      Consumer<String> problem,
      Consumer<Event> action) {
    try (InputReader reader =
        new InputReader(new ByteArrayInputStream(text), limits, counts::addPassedOver)) {
      boolean more = true;
      while (more) {
        try {
          Event event = reader.next();
          more = event != null;
          if (event != null) {
            counts.addEvent();
            action.accept(event);
          }
        } catch (BadItemException e) {
          counts.addBad();
          problem.accept(String.valueOf(e.getMessage()));
        }
      }
    } catch (IOException e) { // of a gzip member that is damaged: nothing else fails in memory
      counts.addBad();
      problem.accept("cannot be unpacked: " + e.getMessage());
    }
  }
}
