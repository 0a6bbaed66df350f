package io.eventrecorder.cli;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.cli.delivery.BroadcasterSession;
import io.eventrecorder.cli.input.EventSource;
import io.eventrecorder.cli.source.Checkpoints;
import io.eventrecorder.cli.source.ResumableSource;
import io.eventrecorder.cli.source.ResumeFile;
import io.eventrecorder.cli.terminal.InterruptHandler;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source into a broadcaster until the source ends or the process is interrupted, and closes
 * both in order.
 */
final class Reading {
  private final EventSource source;
  private final BroadcasterSession session;
  private final @Nullable Checkpoints checkpoints;

  private Reading(
      EventSource source, BroadcasterSession session, @Nullable Checkpoints checkpoints) {
    this.source = source;
    this.session = session;
    this.checkpoints = checkpoints;
  }

  /** {@return a source whose position is not saved} */
  static Reading of(EventSource source, BroadcasterSession session) {
    return new Reading(source, session, null);
  }

  /**
   * {@return a source whose position is saved}
   *
   * @param file where; null if it is not saved
   * @param streams where problems are reported
   */
  static Reading of(
      ResumableSource source,
      BroadcasterSession session,
      @Nullable ResumeFile file,
      StandardStreams streams) {
    return new Reading(
        source,
        session,
        file == null ? null : Checkpoints.start(source, file, session.broadcaster(), streams));
  }

  /**
   * {@return the exit status}
   *
   * @param action called for each event after it is published, on this thread
   * @param atEnd called when the source has ended, on this thread
   * @param timeout how long to wait for the sinks at the end
   * @param end prints the summary; returns the exit status. It may run on another thread. It is not
   *     called if the source cannot begin
   * @throws RuntimeException what the source or the action throws, after both are closed
   */
  int run(
      Consumer<Event> action,
      Runnable atEnd,
      Duration timeout,
      ToIntFunction<BroadcasterSession.Ending> end) {
    InterruptHandler interrupt =
        InterruptHandler.install(
            () -> {
              source.stop();
              beforeClose();
              int unused = ended(session.close(), end);
            });
    BroadcasterSession.Ending ending;
    try {
      source.forEach(
          event -> {
            session.broadcaster().publish(event);
            action.accept(event);
          });
      atEnd.run();
      beforeClose();
      ending = session.finish(timeout);
    } catch (RuntimeException | Error e) {
      interrupt.remove(); // it would print a summary after the error
      abandon();
      throw e;
    }
    interrupt.remove(); // only now, because a user may interrupt the wait for a sink
    return ended(ending, end);
  }

  private void abandon() {
    beforeClose();
    BroadcasterSession.Ending unused = session.close();
    if (checkpoints != null) {
      checkpoints.end(false);
    }
  }

  private void beforeClose() {
    if (checkpoints != null) {
      checkpoints.beforeClose();
    }
  }

  private int ended(
      BroadcasterSession.Ending ending, ToIntFunction<BroadcasterSession.Ending> end) {
    boolean saved = checkpoints == null || checkpoints.end(isSettled(ending));
    int status = end.applyAsInt(ending);
    return saved ? status : Math.max(status, 1);
  }

  /** Whether each event was written, or counted as refused or given up, and counts were kept. */
  private static boolean isSettled(BroadcasterSession.Ending ending) {
    if (!ending.report().complete()) {
      return false;
    }
    for (PipelineStats stats : ending.report().pipelines()) {
      if (stats.events().queued() > 0 || stats.writes().abandoned() > 0) {
        return false;
      }
    }
    return true;
  }
}
