package io.eventrecorder.cli.delivery;

import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.table.EventOutput;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts a broadcaster with the settings of a command, and closes it when the command ends. */
public final class BroadcasterSession {
  /** How often to check whether the sinks are down. */
  private static final Duration CHECK_PERIOD = Duration.ofMillis(200);

  private static final Duration USUAL_CLOSE_TIMEOUT = EventBroadcaster.DEFAULT_CLOSE_TIMEOUT;

  private final EventBroadcaster broadcaster;

  private BroadcasterSession(EventBroadcaster broadcaster) {
    this.broadcaster = broadcaster;
  }

  /**
   * The result of a session.
   *
   * @param report the final counters of all pipelines
   * @param losses one line for each pipeline that lost events or writes
   */
  public record Ending(CloseReport report, List<String> losses) {}

  /**
   * Starts all pipelines.
   *
   * @param settings the configuration
   * @return a session that must be finished or closed
   * @throws CommandException if the configuration is wrong or has no sink
   */
  public static BroadcasterSession start(CommandSettings settings) {
    return start(settings, EventOutput.NONE);
  }

  /**
   * Starts all pipelines.
   *
   * @param settings the configuration
   * @param output where the sink {@code terminal} writes, if the configuration has it
   * @return a session that must be finished or closed
   * @throws CommandException if the configuration is wrong or has no sink
   */
  public static BroadcasterSession start(CommandSettings settings, EventOutput output) {
    BroadcasterSession session =
        new BroadcasterSession(
            CommandSettings.configured(
                () -> settings.builder().provide(EventOutput.class, output).build()));
    if (session.broadcaster.stats().pipelines().isEmpty()) {
      session.broadcaster.close(Duration.ZERO);
      throw CommandException.usage("no sink is configured; name one with --sink NAME");
    }
    return session;
  }

  /** {@return the broadcaster; this session closes it} */
  public EventBroadcaster broadcaster() {
    return broadcaster;
  }

  /** {@return the current statistics of the broadcaster} */
  public BroadcasterStats stats() {
    return broadcaster.stats();
  }

  /** {@return the number of writes that all sinks together have taken so far} */
  public long delivered() {
    return stats().pipelines().values().stream()
        .mapToLong(pipeline -> pipeline.writes().delivered())
        .sum();
  }

  /**
   * Waits for the sinks and closes them, but does not wait for sinks that are down: a user at a
   * shell must learn of it immediately.
   *
   * @param timeout how long this may take in all
   * @return the result
   */
  public Ending finishSoon(Duration timeout) {
    EventClock clock = EventClock.system();
    Duration closing = closing(timeout);
    Duration rest = timeout.minus(closing);
    long end = clock.nanoTime() + rest.toNanos();
    while (!rest.isNegative()
        && !broadcaster.flush(rest.compareTo(CHECK_PERIOD) < 0 ? rest : CHECK_PERIOD)
        && !isHopeless()) {
      rest = Duration.ofNanos(end - clock.nanoTime());
    }
    return close(closing);
  }

  /** {@return whether all open work waits for sinks that are down} */
  private boolean isHopeless() {
    return stats().pipelines().values().stream()
        .filter(pipeline -> pipeline.events().queued() > 0 || isWriting(pipeline))
        .allMatch(BroadcasterSession::isDown);
  }

  private static boolean isWriting(PipelineStats pipeline) {
    return pipeline.writes().waiting() + pipeline.writes().inFlight() > 0;
  }

  /**
   * Waits for the sinks and closes them.
   *
   * @param timeout how long this may take in all
   * @return the result
   */
  public Ending finish(Duration timeout) {
    Duration closing = closing(timeout);
    broadcaster.flush(timeout.minus(closing));
    return close(closing);
  }

  /** {@return the result, after closing the sinks within the default close timeout} */
  public Ending close() {
    return close(USUAL_CLOSE_TIMEOUT);
  }

  /** {@return the part of the timeout that is kept for closing} Closing tries each write once. */
  private static Duration closing(Duration timeout) {
    Duration part = timeout.dividedBy(4);
    return part.compareTo(USUAL_CLOSE_TIMEOUT) < 0 ? part : USUAL_CLOSE_TIMEOUT;
  }

  private Ending close(Duration timeout) {
    Set<String> down =
        stats().pipelines().values().stream()
            .filter(BroadcasterSession::isDown)
            .map(PipelineStats::name)
            .collect(Collectors.toSet());
    CloseReport report = broadcaster.close(timeout);
    return new Ending(
        report,
        report.pipelines().stream()
            .filter(stats -> DeliverySummary.lost(stats) > 0)
            .map(stats -> DeliverySummary.losses(stats, down.contains(stats.name())))
            .toList());
  }

  private static boolean isDown(PipelineStats pipeline) {
    PipelineStats.State state = pipeline.health().state();
    return state == PipelineStats.State.DOWN || state == PipelineStats.State.FAILED;
  }
}
