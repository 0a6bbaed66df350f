package io.eventrecorder.sink.log;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;

/**
 * Makes sinks that log in code; configuration needs none of this.
 *
 * <pre>{@code
 * broadcaster.startRecordingToSink("log", LogEventSink.slf4j());
 * broadcaster.startRecordingToSink(
 *     "audit", LogEventSink.builder().profile(Profile.ECS).json(Path.of("events.jsonl")));
 * }</pre>
 *
 * <p>Every write, also that of a patch, is a line of its own with the whole newest state. The sinks
 * default to the correlator {@code none}, so that every event is a line (client-go {@code
 * StartStructuredLogging}), and to one write at a time, so that lines have the order of recording.
 */
public final class LogEventSink {
  /** The logger that gets events unless another is named. */
  public static final String DEFAULT_LOGGER = "io.eventrecorder.events";

  static final SinkDefaults DEFAULTS =
      SinkDefaults.standard().withCorrelator("none").withMaxInFlight(1);

  /** What the parts of an event are called. The names of a profile do not change. */
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
    /** The same names; in lines of JSON each is a path of objects. */
    ECS_NESTED,
    /** Plain names, as client-go logs them, for example {@code reason}. */
    KUBERNETES
  }

  private LogEventSink() {}

  /**
   * {@return a sink that logs to the logger {@value #DEFAULT_LOGGER} with the names of
   * OpenTelemetry}
   */
  public static EventSink slf4j() {
    return builder().slf4j();
  }

  /** {@return a builder with the defaults: profile OTEL, logger {@value #DEFAULT_LOGGER}} */
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
     * {@return this, with other names for the parts of an event}
     *
     * @param value the profile
     */
    public Builder profile(Profile value) {
      this.profile = value;
      return this;
    }

    /**
     * {@return this, with another logger; for SLF4J only}
     *
     * @param name the logger's name
     */
    public Builder logger(String name) {
      this.logger = name;
      return this;
    }

    /**
     * {@return this, with a marker on every record; for SLF4J only}
     *
     * @param name the marker's name
     */
    public Builder marker(String name) {
      this.marker = name;
      return this;
    }

    /**
     * {@return this, with another clock; it dates lines of JSON whose event has no time at all}
     *
     * @param value the clock; the system's unless said otherwise
     */
    public Builder clock(EventClock value) {
      this.clock = value;
      return this;
    }

    /**
     * {@return this, with a limit for lines of JSON} The longest texts of a longer line are cut,
     * each with a mark; the line stays JSON.
     *
     * @param value the length in bytes, with the line feed; at least 4096. No limit unless set
     * @throws IllegalArgumentException if it is less
     */
    public Builder maxLineBytes(int value) {
      if (value < LineFormat.SMALLEST) {
        throw new IllegalArgumentException(
            "maxLineBytes must be at least "
                + LineFormat.SMALLEST
                + ", is "
                + value
                + "; an event's fields need that much without their texts");
      }
      this.maxLineBytes = value;
      return this;
    }

    /**
     * {@return this, with the rights of a file that is made} A file that is there keeps its own.
     *
     * @param mode the rights, whatever the umask; the umask's unless set
     */
    public Builder fileMode(Set<PosixFilePermission> mode) {
      this.access = new FileAccess(Set.copyOf(mode), access.followLinks());
      return this;
    }

    /**
     * {@return this, with or without links} Whoever may write to the file's directory can put a
     * link in its place, and have lines appended to another file of this process' user.
     *
     * @param follow whether the file may be a symbolic link; it may unless set
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
     * {@return a sink that writes log records with key/value pairs: Warning at level WARN, what
     * other systems call an error or worse at ERROR, all else at INFO} It blocks as long as the
     * back end does.
     */
    public EventSink slf4j() {
      return new Slf4jSink(
          LoggerFactory.getLogger(logger),
          marker == null ? null : MarkerFactory.getMarker(marker),
          Layout.of(profile));
    }

    /**
     * {@return a sink that appends lines of JSON to a file, on a thread of its own} A line that
     * could not be written as a whole leaves nothing behind, and is tried again. The sink closes
     * the file.
     *
     * @param file made if it is missing; its directory must exist
     * @throws UncheckedIOException if it cannot be opened, or its mode cannot be set here
     */
    public EventSink json(Path file) {
      try {
        return json(new FileLines(file, access));
      } catch (IOException | UnsupportedOperationException e) {
        throw new UncheckedIOException(
            "cannot open " + file + " for appending: " + e,
            e instanceof IOException failure ? failure : new IOException(e));
      }
    }

    /**
     * {@return a sink that writes lines of JSON to a stream, on a thread of its own} Each line is
     * one write and a flush. After a failure the next line begins on a line of its own; a {@link
     * java.io.PrintStream} that has failed stays failed.
     *
     * @param stream never closed by the sink
     */
    public EventSink json(OutputStream stream) {
      return json(new StreamLines("the stream", () -> stream));
    }

    EventSink json(Lines lines) {
      return EventSink.blocking(
          new JsonLinesSink(
              new LineFormat(Layout.of(profile), maxLineBytes, linesCut), lines, clock),
          1);
    }
  }
}
