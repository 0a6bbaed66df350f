package io.eventrecorder.cli;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.json.EventReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads events from files and standard input. What is no event is reported, counted and skipped.
 */
final class EventInputs {
  private static final String STANDARD_INPUT = "-";

  private final List<String> files;
  private final EventJson.Limits limits;
  private final Streams streams;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private volatile boolean unreadable;

  EventInputs(List<String> files, EventJson.Limits limits, Streams streams) {
    this.files = files.isEmpty() ? List.of(STANDARD_INPUT) : files;
    this.limits = limits;
    this.streams = streams;
  }

  /** Hands on one event at a time, so nobody reads faster than the events are taken. */
  void forEach(Consumer<Event> action) {
    for (String file : files) {
      String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
      try (EventReader reader = EventJson.reader(open(file), limits)) {
        readAll(name, reader, action);
      } catch (IOException | InvalidPathException e) {
        unreadable = true;
        streams.error(name + ": " + Problems.words(e) + "; check the path and its permissions");
      }
    }
  }

  private void readAll(String name, EventReader reader, Consumer<Event> action) throws IOException {
    boolean more = true;
    while (more) {
      try {
        Event event = reader.next();
        more = event != null;
        if (event != null) {
          read.incrementAndGet();
          action.accept(event);
        }
      } catch (EventJsonException e) {
        skipped.incrementAndGet();
        streams.error(name + ", " + e.getMessage() + " (skipped)");
      }
    }
  }

  private InputStream open(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return new FilterInputStream(streams.in()) {
        @Override
        public void close() {} // it is not ours
      };
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new IOException("is a directory, not a file");
    }
    return Files.newInputStream(path);
  }

  long read() {
    return read.get();
  }

  long skipped() {
    return skipped.get();
  }

  /** {@return whether everything that was there was an event} */
  boolean clean() {
    return skipped.get() == 0 && !unreadable;
  }
}
