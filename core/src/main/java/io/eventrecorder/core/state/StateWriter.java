package io.eventrecorder.core.state;

import io.eventrecorder.core.guard.GuardedLogger;
import io.eventrecorder.text.PrintableText;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes the state file. An outage, in which it cannot be written, is logged once, and so is its
 * end. Confined to its thread.
 */
final class StateWriter {
  private final String pipeline;
  private final StateFile file;
  private final int maxBytes;
  private final StateMirror mirror;
  private final GuardedLogger logger;
  private final LongAdder written;
  private final LongAdder failed;

  /** Whether the file lacks what {@link #write} was called with last. Read by the worker. */
  private volatile boolean behind;

  StateWriter(
      String pipeline, KeptState kept, GuardedLogger logger, LongAdder written, LongAdder failed) {
    this.pipeline = pipeline;
    this.file = kept.file();
    this.maxBytes = kept.settings().maxBytes();
    this.mirror = new StateMirror(kept.identity());
    this.logger = logger;
    this.written = written;
    this.failed = failed;
  }

  boolean isBehind() {
    return behind;
  }

  void write(StateChanges changes, long clockNanos) {
    try {
      mirror.apply(changes);
      long bytes = mirror.fileBytes();
      if (bytes > maxBytes) {
        cannot(
            "would have "
                + bytes
                + " bytes, more than state-max-bytes="
                + maxBytes
                + ", and is not written: raise state-max-bytes, or lower the correlator's"
                + " cache-size");
      } else {
        file.replace(mirror.encode(clockNanos));
        hasWritten();
      }
    } catch (IOException e) {
      cannot(
          "cannot be written: "
              + StateFile.words(e)
              + "; make room or give the permission, it is tried again");
    } catch (RuntimeException | Error e) { // above all a full heap
      cannot("cannot be written: " + e);
    }
  }

  private void hasWritten() {
    if (behind) {
      behind = false;
      log(Level.INFO, "is written again");
    }
    written.increment();
  }

  private void cannot(String why) {
    if (!behind) {
      behind = true;
      log(Level.WARNING, why + ". Until then a restart continues from the file as it is");
    }
    failed.increment();
  }

  private void log(Level level, String what) {
    String text = "event pipeline " + pipeline + ": state file " + file.path() + " " + what;
    logger.log(level, PrintableText.line(text), null);
  }

  void close() {
    file.close();
  }
}
