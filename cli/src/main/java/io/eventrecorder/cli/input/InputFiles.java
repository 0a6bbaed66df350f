package io.eventrecorder.cli.input;

import io.eventrecorder.Event;
import io.eventrecorder.cli.terminal.InputProblems;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/**
 * Reads events from files and standard input. Reports, counts and skips items that are not events.
 * One thread reads; any thread may ask for the counts.
 */
public final class InputFiles implements EventSource {
  private static final String STANDARD_INPUT = "-";

  private final List<String> files;
  private final InputLimits limits;
  private final StandardStreams streams;
  private final InputCounts counts = new InputCounts();
  private volatile boolean unreadable;
  private volatile boolean stopped;

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

  @Override
  public void forEach(Consumer<Event> action) {
    for (String file : files) {
      if (stopped) {
        return;
      }
      String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
      try (InputReader reader = new InputReader(open(file), limits, counts::addPassedOver)) {
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
    while (more && !stopped) {
      try {
        Event event = reader.next();
        more = event != null;
        if (event != null) {
          counts.addEvent();
          action.accept(event);
        }
      } catch (BadItemException e) {
        counts.addBad();
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

  /** Does not wait: a read of standard input cannot be interrupted. */
  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public InputCounts counts() {
    return counts;
  }

  @Override
  public boolean isClean() {
    return counts.bad() == 0 && !unreadable;
  }
}
