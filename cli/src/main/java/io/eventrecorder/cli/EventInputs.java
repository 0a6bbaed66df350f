package io.eventrecorder.cli;

import io.eventrecorder.Event;
import io.eventrecorder.cli.input.BadItem;
import io.eventrecorder.cli.input.InputReader;
import io.eventrecorder.cli.input.Limits;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/**
 * Reads events from files and standard input. What is no event is reported, counted and skipped.
 */
final class EventInputs {
  private static final String STANDARD_INPUT = "-";

  private final List<String> files;
  private final Limits limits;
  private final Streams streams;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final Map<String, AtomicLong> passedOver = new ConcurrentSkipListMap<>();
  private volatile boolean unreadable;

  EventInputs(List<String> files, Limits limits, Streams streams) {
    this.files = files.isEmpty() ? List.of(STANDARD_INPUT) : files;
    this.limits = limits;
    this.streams = streams;
  }

  /** Hands on one event at a time, so nobody reads faster than the events are taken. */
  void forEach(Consumer<Event> action) {
    for (String file : files) {
      String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
      try (InputReader reader = new InputReader(open(file), limits, this::passOver)) {
        readAll(name, reader, action);
      } catch (EOFException | ZipException e) {
        unreadable = true;
        streams.error(name + ": the gzip " + damage(e) + "; what came before was read");
      } catch (IOException | InvalidPathException e) {
        unreadable = true;
        streams.error(name + ": " + Problems.words(e) + "; check the path and its permissions");
      }
    }
  }

  private void readAll(String name, InputReader reader, Consumer<Event> action) throws IOException {
    boolean more = true;
    while (more) {
      try {
        Event event = reader.next();
        more = event != null;
        if (event != null) {
          read.incrementAndGet();
          action.accept(event);
        }
      } catch (BadItem e) {
        skipped.incrementAndGet();
        streams.error(name + ", " + e.getMessage() + " (skipped)");
      }
    }
  }

  private static String damage(IOException e) {
    return e instanceof EOFException
        ? "is cut off; copy it again"
        : "is damaged (" + Problems.words(e) + "); pack or copy it again";
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

  /**
   * {@return what is to be said of items that gave no event, beginning with this separator; empty
   * if there were none}
   */
  String others(String separator) {
    StringBuilder text = new StringBuilder();
    long passed = passedOver.values().stream().mapToLong(AtomicLong::get).sum();
    if (passed > 0) {
      StringJoiner each = new StringJoiner(", ", " passed over (", ")");
      passedOver.forEach((what, count) -> each.add(count + " " + what));
      text.append(separator).append(Summary.counted(passed, "item")).append(each);
    }
    if (skipped() > 0) {
      text.append(separator).append(Summary.counted(skipped(), "bad item")).append(" skipped");
    }
    return text.toString();
  }

  private void passOver(String what) {
    passedOver.computeIfAbsent(what, key -> new AtomicLong()).incrementAndGet();
  }

  /** {@return whether everything that was there was an event} */
  boolean clean() {
    return skipped.get() == 0 && !unreadable;
  }
}
