package io.eventrecorder.cli.input;

import io.eventrecorder.Event;
import io.eventrecorder.cli.terminal.InputProblems;
import io.eventrecorder.cli.terminal.Quantity;
import io.eventrecorder.cli.terminal.StandardStreams;
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
 * Reads events from files and standard input. Reports, counts and skips items that are not events.
 * One thread reads; any thread may ask for the counts.
 */
public final class InputFiles {
  private static final String STANDARD_INPUT = "-";

  private final List<String> files;
  private final InputLimits limits;
  private final StandardStreams streams;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final Map<String, AtomicLong> passedOver = new ConcurrentSkipListMap<>();
  private volatile boolean unreadable;

  /**
   * Names the files without opening them.
   *
   * @param files the paths; {@code -} is standard input, and so is an empty list
   * @param limits how large one event may be
   * @param streams standard input, and where problems are reported
   */
  public InputFiles(List<String> files, InputLimits limits, StandardStreams streams) {
    this.files = files.isEmpty() ? List.of(STANDARD_INPUT) : files;
    this.limits = limits;
    this.streams = streams;
  }

  /**
   * Reads all files and passes the events on, one at a time. Reading waits for the action.
   *
   * @param action called for each event
   */
  public void forEach(Consumer<Event> action) {
    for (String file : files) {
      String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
      try (InputReader reader = new InputReader(open(file), limits, this::passOver)) {
        readAll(name, reader, action);
      } catch (EOFException | ZipException e) {
        unreadable = true;
        streams.error(name + ": the gzip " + damage(e) + "; what came before was read");
      } catch (IOException | InvalidPathException e) {
        unreadable = true;
        streams.error(
            name + ": " + InputProblems.words(e) + "; check the path and its permissions");
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
      } catch (BadItemException e) {
        skipped.incrementAndGet();
        streams.error(name + ", " + e.getMessage() + " (skipped)");
      }
    }
  }

  private static String damage(IOException e) {
    return e instanceof EOFException
        ? "is cut off; copy it again"
        : "is damaged (" + InputProblems.words(e) + "); compress or copy it again";
  }

  private InputStream open(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return new FilterInputStream(streams.in()) {
        @Override
        public void close() {} // standard input stays open
      };
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new IOException("is a directory, not a file");
    }
    return Files.newInputStream(path);
  }

  /** {@return the number of events read so far} */
  public long read() {
    return read.get();
  }

  /**
   * {@return how many items were passed over or skipped; empty if there were none}
   *
   * @param separator comes before each part of the text
   */
  public String others(String separator) {
    StringBuilder text = new StringBuilder();
    long passed = passedOver.values().stream().mapToLong(AtomicLong::get).sum();
    if (passed > 0) {
      StringJoiner each = new StringJoiner(", ", " passed over (", ")");
      passedOver.forEach((what, count) -> each.add(count + " " + what));
      text.append(separator).append(Quantity.of(passed, "item")).append(each);
    }
    if (skipped.get() > 0) {
      text.append(separator).append(Quantity.of(skipped.get(), "bad item")).append(" skipped");
    }
    return text.toString();
  }

  private void passOver(String what) {
    passedOver.computeIfAbsent(what, key -> new AtomicLong()).incrementAndGet();
  }

  /** {@return whether every file was readable and every item was an event or passed over} */
  public boolean isClean() {
    return skipped.get() == 0 && !unreadable;
  }
}
