package io.eventrecorder.sink.log;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;

/**
 * Creates sinks that log, in code. To create them from configuration, use {@code
 * eventrecorder.sinks=log}. Thread-safe.
 *
 * <pre>{@code
 * broadcaster.startRecordingToSink("log", LogEventSink.slf4j());
 * broadcaster.startRecordingToSink(
 *     "audit", LogEventSink.builder().profile(Profile.ECS).json(Path.of("events.jsonl")));
 * }</pre>
 *
 * <p>Every write, also of a patch, is a new line with the whole newest state. The default
 * correlator is {@code none}, so every event is a line (client-go {@code StartStructuredLogging}).
 * One write runs at a time, so lines have the order of recording.
 */
public final class LogEventSink {
  /** The name of the default logger. */
  public static final String DEFAULT_LOGGER = "io.eventrecorder.events";

  static final SinkDefaults DEFAULTS =
      SinkDefaults.standard().withCorrelator("none").withMaxInFlight(1);

  /** The names of the fields. The names of a profile do not change between versions. */
  public enum Profile {
    /**
     * The names of the OpenTelemetry collector's {@code k8sevents} receiver, for example {@code
     * k8s.event.reason}.
     */
    OTEL,
    /**
     * Elastic Common Schema with the names of Metricbeat, for example {@code
     * kubernetes.event.reason}. In lines of JSON the names are dotted.
     */
    ECS,
    /** The names of {@link #ECS}; in lines of JSON they are nested objects. */
    ECS_NESTED,
    /** Plain names, as client-go logs them, for example {@code reason}. */
    KUBERNETES
  }

  private LogEventSink() {}

  /**
   * {@return a sink that logs by SLF4J to the logger {@value #DEFAULT_LOGGER} with profile {@link
   * Profile#OTEL}}
   */
  public static EventSink slf4j() {
    return builder().slf4j();
  }

  /**
   * {@return a builder with the defaults: profile {@link Profile#OTEL}, logger {@value
   * #DEFAULT_LOGGER}}
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds a sink that logs. Not thread-safe. */
  public static final class Builder {
    private Profile profile = Profile.OTEL;
    private String logger = DEFAULT_LOGGER;
    private @Nullable String marker;
    private EventClock clock = EventClock.system();
    private int maxLineBytes = LineFormat.NO_LIMIT;
    private FileAccess access = FileAccess.USUAL;
    private LongAdder linesCut = new LongAdder();

    private Builder() {}

    /**
     * Sets the names of the fields.
     *
     * @param value the profile
     * @return this builder
     */
    public Builder profile(Profile value) {
      this.profile = Objects.requireNonNull(value, "profile");
      return this;
    }

    /**
     * Sets the logger, for SLF4J.
     *
     * @param name the logger's name
     * @return this builder
     */
    public Builder logger(String name) {
      this.logger = Objects.requireNonNull(name, "logger");
      return this;
    }

    /**
     * Sets a marker for every record, for SLF4J.
     *
     * @param name the marker's name
     * @return this builder
     */
    public Builder marker(String name) {
      this.marker = Objects.requireNonNull(name, "marker");
      return this;
    }

    /**
     * Sets the clock. Lines of JSON have its time if their event has none. The default is {@link
     * EventClock#system()}.
     *
     * @param value the clock
     * @return this builder
     */
    public Builder clock(EventClock value) {
      this.clock = Objects.requireNonNull(value, "clock");
      return this;
    }

    /**
     * Sets a limit for lines of JSON. The longest texts of a longer line are cut, each with a mark;
     * the line stays valid JSON. The default is no limit.
     *
     * @param value the length in bytes, with the line feed; at least 4096
     * @return this builder
     * @throws IllegalArgumentException if it is less than 4096
     */
    public Builder maxLineBytes(int value) {
      if (value < LineFormat.SMALLEST) {
        throw new IllegalArgumentException(
            "maxLineBytes must be at least "
                + LineFormat.SMALLEST
                + ", is "
                + value
                + "; the fields of an event can need that much");
      }
      this.maxLineBytes = value;
      return this;
    }

    /**
     * Sets the permissions of a file that the sink creates, independent of the umask. An existing
     * file keeps its permissions. The default is the process' umask.
     *
     * @param mode the permissions
     * @return this builder
     */
    public Builder fileMode(Set<PosixFilePermission> mode) {
      this.access = new FileAccess(Set.copyOf(mode), access.followLinks());
      return this;
    }

    /**
     * Sets whether the file may be a symbolic link. A user who may write to the file's directory
     * can replace the file by a link, so that lines are appended to another file. The default is
     * true.
     *
     * @param follow whether the file may be a symbolic link
     * @return this builder
     */
    public Builder followLinks(boolean follow) {
      this.access = new FileAccess(access.mode(), follow);
      return this;
    }

    Builder access(FileAccess value) {
      this.access = value;
      return this;
    }

    Builder linesCut(LongAdder counter) {
      this.linesCut = counter;
      return this;
    }

    /**
     * {@return a sink that writes log records with key/value pairs} A Warning has level WARN, the
     * types that other programs use for errors and worse have ERROR, all other types INFO. The sink
     * blocks as long as the logging back end does.
     */
    public EventSink slf4j() {
      return new Slf4jSink(
          LoggerFactory.getLogger(logger),
          marker == null ? null : MarkerFactory.getMarker(marker),
          Layout.of(profile));
    }

    /**
     * {@return a sink that appends lines of JSON to a file, on its own thread} A line that was
     * written in part is removed and written again. The sink closes the file.
     *
     * @param file the file; it is created if it is missing, but its directory must exist
     * @throws UncheckedIOException if the file cannot be opened, or its permissions cannot be set
     */
    public EventSink json(Path file) {
      Objects.requireNonNull(file, "file");
      try {
        return json(new FileOutput(file, access));
      } catch (IOException | UnsupportedOperationException e) {
        throw new UncheckedIOException(
            "cannot open " + file + " for appending: " + e,
            e instanceof IOException failure ? failure : new IOException(e));
      }
    }

    /**
     * {@return a sink that writes lines of JSON to a stream, on its own thread} Each line is one
     * write and a flush. After a failure the next line begins on a new line. A {@link
     * java.io.PrintStream} that has failed once fails for every later line.
     *
     * @param stream the stream; the sink does not close it
     */
    public EventSink json(OutputStream stream) {
      Objects.requireNonNull(stream, "stream");
      return json(new StreamOutput("the stream", () -> stream));
    }

    EventSink json(LineOutput output) {
      return EventSink.blocking(
          new JsonLinesSink(
              new LineFormat(Layout.of(profile), maxLineBytes, linesCut), output, clock),
          1);
    }
  }
}
