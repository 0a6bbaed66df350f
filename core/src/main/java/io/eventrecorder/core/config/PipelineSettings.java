package io.eventrecorder.core.config;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.EventFilter;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.UpdatePolicy;
import io.eventrecorder.core.state.StateSettings;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.SinkDefaults;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All settings of one pipeline. Each comes from the first source that sets it: code, {@code
 * eventrecorder.pipeline.<name>.…}, {@code eventrecorder.pipeline-defaults.…}, the sink, the
 * defaults here. Immutable.
 *
 * @param queueCapacity events that may wait, at least 1
 * @param overflow what happens to events when the queue is full
 * @param filter which events the pipeline takes
 * @param maxInFlight writes in flight at a time, at least 1
 * @param attemptTimeout how long one write may take, above zero
 * @param maxTries how many times a write is sent at most, at least 1
 * @param maxRetryTime how long a write is tried, from its first attempt, above zero
 * @param retryInitial the bound of the first wait between tries, above zero
 * @param retryMax the bound of every wait between tries, not below the initial one
 * @param maxWaiting writes that may wait for the sink before the pipeline takes no more from its
 *     queue, at least 1
 * @param blockTimeout how long recording waits for room with {@code overflow=block}; without limit
 *     if empty
 * @param updates which repeats of an event are written
 * @param state where the memory of the correlator is kept; not at all if empty
 */
public record PipelineSettings(
    int queueCapacity,
    OverflowPolicy overflow,
    Predicate<Event> filter,
    int maxInFlight,
    Duration attemptTimeout,
    int maxTries,
    Duration maxRetryTime,
    Duration retryInitial,
    Duration retryMax,
    int maxWaiting,
    Optional<Duration> blockTimeout,
    UpdatePolicy updates,
    Optional<StateSettings> state) {
  /** Limits the durations, which have no upper bound in code. */
  public PipelineSettings {
    attemptTimeout = Durations.clamped(attemptTimeout);
    maxRetryTime = Durations.clamped(maxRetryTime);
    retryInitial = Durations.clamped(retryInitial);
    retryMax = Durations.clamped(retryMax);
    if (blockTimeout.isPresent()) {
      blockTimeout = Optional.of(Durations.clamped(blockTimeout.get()));
    }
  }

  static final String DEFAULTS = Configuration.PREFIX + "pipeline-defaults.";

  private static final int MOST = Integer.MAX_VALUE;
  private static final String POSITIVE =
      "must be above zero and at most 36500d, for example 500ms, 30s or 10m";

  static final Option<Integer> QUEUE_CAPACITY =
      Option.integer("queue-capacity", 1, MOST)
          .defaultTo(1000)
          .describedAs(
              "How many events may wait for the pipeline, unless the sink suggests another"
                  + " number.");
  static final Option<OverflowPolicy> OVERFLOW =
      Option.choice("overflow", OverflowPolicy.class)
          .defaultTo(OverflowPolicy.DROP_NEWEST)
          .describedAs("What happens to events when the queue is full.");
  static final Option<String> FILTER =
      Option.string("filter")
          .checked(EventFilter::isFilter, EventFilter.REQUIREMENT)
          .describedAs(
              "Which events the pipeline takes, for example"
                  + " type=Warning,reason!=Pulled|Created; all if not set.");
  static final Option<Integer> MAX_IN_FLIGHT =
      Option.integer("max-in-flight", 1, MOST)
          .defaultTo(8)
          .describedAs(
              "How many writes may be in flight at a time, unless the sink suggests another"
                  + " number.");
  static final Option<Duration> ATTEMPT_TIMEOUT =
      span("attempt-timeout", Duration.ofSeconds(30))
          .describedAs("How long one write may take, unless the sink suggests another time.");
  static final Option<Integer> MAX_TRIES =
      Option.integer("max-tries", 1, MOST)
          .defaultTo(12)
          .describedAs("How many times a write is sent before it is given up.");
  static final Option<Duration> MAX_RETRY_TIME =
      span("max-retry-time", Duration.ofMinutes(10))
          .describedAs("How long a write is tried, from its first attempt, before it is given up.");
  static final Option<Duration> RETRY_INITIAL =
      span("retry-initial", Duration.ofSeconds(1))
          .describedAs(
              "The longest pause before the second try; before each later try it is twice as"
                  + " long.");
  static final Option<Duration> RETRY_MAX =
      span("retry-max", Duration.ofSeconds(60)).describedAs("The longest pause between two tries.");
  static final Option<Integer> MAX_WAITING =
      Option.integer("max-waiting", 1, MOST)
          .defaultTo(10_000)
          .describedAs(
              "How many writes may wait for the sink before the pipeline takes no more events from"
                  + " its queue.");
  static final Option<Duration> BLOCK_TIMEOUT =
      Option.duration("block-timeout")
          .checked(span -> !span.isZero() && !span.isNegative(), POSITIVE)
          .describedAs(
              "How long recording waits for room with overflow=block, before the event is dropped;"
                  + " without limit if not set.");
  static final Option<String> UPDATES =
      Option.string("updates")
          .checked(
              PipelineSettings::isUpdatePolicy,
              "must be all, none, powers-of-ten or every:<duration>")
          .defaultTo("all")
          .describedAs(
              "Which repeats of an event are written: all, none, powers-of-ten, or every:<duration>,"
                  + " for example every:5m. Updates that are not written count as suppressed; the last"
                  + " state is written at close, except with none.");
  static final Option<String> STATE_FILE =
      Option.string("state-file")
          .checked(PipelineSettings::isPath, "must be the path of a file")
          .describedAs(
              "The file that keeps the memory of the correlator, so that counts go on after a restart."
                  + " It belongs to one pipeline of one process. Nothing is kept if not set.");
  static final Option<Duration> STATE_INTERVAL =
      span("state-interval", Duration.ofSeconds(10))
          .describedAs("How often the state-file is written, if something has changed.");
  static final Option<Integer> STATE_MAX_BYTES =
      Option.integer("state-max-bytes", 1, MOST)
          .defaultTo(64 << 20)
          .describedAs(
              "The largest size of the state-file, in bytes. A larger state is not written, and a"
                  + " larger file is not read.");
  static final Option<String> CORRELATOR =
      Option.string("correlator")
          .describedAs(
              "The correlator, which merges, counts and limits events: aggregating, series, none or"
                  + " another one on the class path; the sink's choice if not set. Its options"
                  + " begin with correlator.");

  /** {@return the options, by their names after {@code eventrecorder.pipeline.<name>.}} */
  public static List<Option<?>> options() {
    return List.of(
        QUEUE_CAPACITY,
        OVERFLOW,
        FILTER,
        MAX_IN_FLIGHT,
        ATTEMPT_TIMEOUT,
        MAX_TRIES,
        MAX_RETRY_TIME,
        RETRY_INITIAL,
        RETRY_MAX,
        MAX_WAITING,
        BLOCK_TIMEOUT,
        UPDATES,
        CORRELATOR,
        STATE_FILE,
        STATE_INTERVAL,
        STATE_MAX_BYTES);
  }

  /** {@return the prefixes under which a pipeline's options are looked for, in this order} */
  static List<String> prefixes(String pipeline) {
    return List.of(Configuration.PREFIX + "pipeline." + pipeline + ".", DEFAULTS);
  }

  static PipelineSettings read(
      OptionReader reader, List<String> prefixes, PipelineOptions code, SinkDefaults sink) {
    Duration initial = reader.valueOf(RETRY_INITIAL, prefixes);
    Duration max = reader.valueOf(RETRY_MAX, prefixes);
    if (initial.compareTo(max) > 0) {
      reader
          .problems()
          .add(
              prefixes.get(0)
                  + "retry-initial ("
                  + initial.toMillis()
                  + "ms) is longer than retry-max ("
                  + max.toMillis()
                  + "ms): lower the first or raise the second");
    }
    // Configuration is read also where code overrides it, to report wrong values.
    Optional<Duration> blockTimeout = reader.find(BLOCK_TIMEOUT, prefixes);
    String updates = reader.valueOf(UPDATES, prefixes);
    int queueCapacity = reader.find(QUEUE_CAPACITY, prefixes).orElse(sink.queueCapacity());
    OverflowPolicy overflow = reader.valueOf(OVERFLOW, prefixes);
    int maxInFlight = reader.find(MAX_IN_FLIGHT, prefixes).orElse(sink.maxInFlight());
    Duration attemptTimeout = reader.find(ATTEMPT_TIMEOUT, prefixes).orElse(sink.attemptTimeout());
    int maxTries = reader.valueOf(MAX_TRIES, prefixes);
    Duration maxRetryTime = reader.valueOf(MAX_RETRY_TIME, prefixes);
    return new PipelineSettings(
        code.queueCapacity().orElse(queueCapacity),
        code.overflow().orElse(overflow),
        filter(reader.find(FILTER, prefixes), code),
        code.maxInFlight().orElse(maxInFlight),
        code.attemptTimeout().orElse(attemptTimeout),
        code.maxTries().orElse(maxTries),
        code.maxRetryTime().orElse(maxRetryTime),
        initial,
        max,
        reader.valueOf(MAX_WAITING, prefixes),
        code.blockTimeout().isPresent() ? code.blockTimeout() : blockTimeout,
        code.updates().orElse(UpdatePolicy.parse(updates)),
        state(reader, prefixes, code));
  }

  private static Optional<StateSettings> state(
      OptionReader reader, List<String> prefixes, PipelineOptions code) {
    Duration interval = reader.valueOf(STATE_INTERVAL, prefixes);
    int maxBytes = reader.valueOf(STATE_MAX_BYTES, prefixes);
    Optional<Path> configured = reader.find(STATE_FILE, prefixes.subList(0, 1)).map(Path::of);
    if (configured.isPresent() && prefixes.get(0).equals(DEFAULTS)) {
      reader
          .problems()
          .add(
              DEFAULTS
                  + "state-file="
                  + configured.get()
                  + " would be the file of all pipelines, and a file belongs to one of them: set "
                  + Configuration.PREFIX
                  + "pipeline.<name>.state-file instead");
    }
    Optional<Path> file = code.stateFile().isPresent() ? code.stateFile() : configured;
    return file.map(path -> new StateSettings(path, interval, maxBytes));
  }

  private static Predicate<Event> filter(Optional<String> configured, PipelineOptions code) {
    Optional<Predicate<? super Event>> inCode = code.filter();
    if (inCode.isPresent()) {
      return inCode.get()::test;
    }
    return configured.isPresent() ? EventFilter.parse(configured.get()) : event -> true;
  }

  private static boolean isUpdatePolicy(String text) {
    try {
      return UpdatePolicy.parse(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isPath(String text) {
    try {
      return Path.of(text).getFileName() != null && !text.isBlank();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Option<Duration> span(String name, Duration value) {
    return Option.duration(name).checked(PipelineSettings::isUsable, POSITIVE).defaultTo(value);
  }

  // A long holds nanoseconds for 292 years.
  static boolean isUsable(Duration span) {
    return !span.isZero() && !span.isNegative() && span.toDays() <= 36_500;
  }
}
