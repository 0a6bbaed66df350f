package io.eventrecorder.cli.source;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.cli.terminal.InputProblems;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Saves the position of a source every few seconds, a large one less often, and at the end. It
 * takes the position, waits until the sinks have written or counted everything that was published
 * before, and saves the position then. So what is in the file was delivered. Thread-safe.
 */
public final class Checkpoints {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  /** One second more for so many lines: they take some milliseconds to write and to force. */
  private static final int LINES_PER_SECOND = 5_000;

  /** An outage of a sink may last long. */
  private static final Duration LONG = Duration.ofDays(365);

  private final ResumableSource source;
  private final ResumeFile file;
  private final EventBroadcaster broadcaster;
  private final StandardStreams streams;
  private final CountDownLatch closing = new CountDownLatch(1);
  private long saved;
  private boolean failed;
  private boolean ended;
  private @Nullable List<String> last;

  private Checkpoints(
      ResumableSource source,
      ResumeFile file,
      EventBroadcaster broadcaster,
      StandardStreams streams) {
    this.source = source;
    this.file = file;
    this.broadcaster = broadcaster;
    this.streams = streams;
    this.saved = source.positionChanges();
  }

  /**
   * Continues at the position in the file, and begins to save positions.
   *
   * @param source not reading yet
   * @param file the file, which {@link #end} closes
   * @param broadcaster what the source is read into
   * @param streams where problems are reported
   * @return the checkpoints
   */
  public static Checkpoints start(
      ResumableSource source,
      ResumeFile file,
      EventBroadcaster broadcaster,
      StandardStreams streams) {
    Checkpoints checkpoints = new Checkpoints(source, file, broadcaster, streams);
    Thread thread = new Thread(checkpoints::run, "event-record-resume");
    thread.setDaemon(true);
    thread.start();
    return checkpoints;
  }

  /** {@return how long to wait after a position of so many lines was saved} */
  static Duration pauseAfter(int lines) {
    return PERIOD.plusSeconds(lines / LINES_PER_SECOND);
  }

  private void run() {
    Duration pause = PERIOD;
    try {
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        long changes = source.positionChanges();
        if (changes == saved) {
          continue;
        }
        List<String> position = source.position();
        if (broadcaster.flush(LONG)) {
          save(position, changes);
        }
        pause = pauseAfter(position.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void save(List<String> position, long changes) {
    if (closing.getCount() == 0) {
      return; // closing may have given up writes, so the flush proves nothing
    }
    write(position);
    saved = changes;
  }

  private void write(List<String> position) {
    try {
      file.save(position);
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        streams.error(
            "--resume-file "
                + file.path()
                + " cannot be written: "
                + InputProblems.words(e)
                + "; make room or give the permission; until then a restart reads events again");
      }
      failed = true;
    }
  }

  /** Takes the last position. Called when the source has stopped, before the sinks are closed. */
  public synchronized void beforeClose() {
    if (last == null) {
      last = source.position();
      closing.countDown();
    }
  }

  /**
   * Saves the last position if everything before it is settled, and releases the file.
   *
   * @param settled whether the sinks have written or counted everything; if not, the file keeps the
   *     position before, and a restart reads the rest again
   * @return whether the file has what it should
   */
  public synchronized boolean end(boolean settled) {
    List<String> position = last;
    if (settled && position != null && !ended) {
      write(position);
    }
    ended = true;
    file.close();
    return !failed;
  }
}
