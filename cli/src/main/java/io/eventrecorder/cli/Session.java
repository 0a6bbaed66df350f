package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.Option;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A broadcaster from the command line to the end of the command. */
final class Session {
  /** How long to wait before a look at who is down. */
  private static final Duration GLANCE = Duration.ofMillis(200);

  private static final Duration CLOSING = EventBroadcaster.DEFAULT_CLOSE_TIMEOUT;

  private final EventBroadcaster broadcaster;

  private Session(EventBroadcaster broadcaster) {
    this.broadcaster = broadcaster;
  }

  /**
   * How it ended.
   *
   * @param report what became of everything
   * @param losses what did not reach its sink, a line for each pipeline that lost something
   */
  record Ending(CloseReport report, List<String> losses) {}

  /** Starts all pipelines of a configuration. */
  static Session start(Settings settings) {
    Session session = new Session(configured(() -> settings.builder().build()));
    if (session.broadcaster.stats().pipelines().isEmpty()) {
      session.broadcaster.close(Duration.ZERO);
      throw CommandFailure.usage("no sink is configured; name one with --sink NAME");
    }
    return session;
  }

  /** What is wrong with the configuration is the user's to repair. */
  static <T> T configured(Supplier<T> action) {
    try {
      return action.get();
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(oneLine(String.valueOf(e.getMessage())));
    }
  }

  /** The message has a problem on each line; on ours they stand one behind the other. */
  private static String oneLine(String message) {
    return String.join("; ", message.lines().map(line -> line.replaceFirst("^ +- ", "")).toList())
        .replaceFirst(":; ", ": ");
  }

  EventBroadcaster broadcaster() {
    return broadcaster;
  }

  BroadcasterStats stats() {
    return broadcaster.stats();
  }

  /**
   * As {@link #finish}, but does not wait for sinks that are down: whoever is at a shell wants to
   * know that now.
   */
  Ending finishSoon(Duration timeout) {
    EventClock clock = EventClock.system();
    Duration closing = closing(timeout);
    Duration rest = timeout.minus(closing);
    long end = clock.nanoTime() + rest.toNanos();
    while (!rest.isNegative()
        && !broadcaster.flush(rest.compareTo(GLANCE) < 0 ? rest : GLANCE)
        && !isHopeless()) {
      rest = Duration.ofNanos(end - clock.nanoTime());
    }
    return close(closing);
  }

  /** Whether whatever is not done waits for a sink that is down. */
  private boolean isHopeless() {
    return stats().pipelines().values().stream()
        .filter(pipeline -> pipeline.events().queued() > 0 || isWriting(pipeline))
        .allMatch(Session::isDown);
  }

  private static boolean isWriting(PipelineStats pipeline) {
    return pipeline.writes().waiting() + pipeline.writes().inFlight() > 0;
  }

  /** Waits for the sinks, and closes them, all within the time-out. */
  Ending finish(Duration timeout) {
    Duration closing = closing(timeout);
    broadcaster.flush(timeout.minus(closing));
    return close(closing);
  }

  /** Closes the sinks within the usual time. */
  Ending close() {
    return close(CLOSING);
  }

  /** {@return how much of the time is kept for closing} That gives each write but one more try. */
  private static Duration closing(Duration timeout) {
    Duration part = timeout.dividedBy(4);
    return part.compareTo(CLOSING) < 0 ? part : CLOSING;
  }

  private Ending close(Duration timeout) {
    Set<String> down =
        stats().pipelines().values().stream()
            .filter(Session::isDown)
            .map(PipelineStats::name)
            .collect(Collectors.toSet());
    CloseReport report = broadcaster.close(timeout);
    return new Ending(
        report,
        report.pipelines().stream()
            .filter(Session::lost)
            .map(stats -> Summary.losses(stats, down.contains(stats.name())))
            .toList());
  }

  private static boolean isDown(PipelineStats pipeline) {
    PipelineStats.State state = pipeline.health().state();
    return state == PipelineStats.State.DOWN || state == PipelineStats.State.FAILED;
  }

  private static boolean lost(PipelineStats stats) {
    return stats.events().dropped()
            + stats.events().correlatorFailed()
            + stats.events().queued()
            + stats.writes().rejected()
            + stats.writes().failed()
            + stats.writes().abandoned()
        > 0;
  }

  /** A time span as configuration spells it. */
  static final class Span implements ITypeConverter<Duration> {
    private static final Option<Duration> OPTION = Option.duration("timeout");

    @Override
    public Duration convert(String text) {
      try {
        return OPTION.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' " + e.getMessage());
      }
    }
  }
}
