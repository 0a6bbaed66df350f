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

  /** Whether the last write failed. */
  private boolean outage;

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

  /**
   * Writes the memory with all changes.
   *
   * @param changes what is not in the mirror yet
   * @return whether the file has them now
   */
  boolean write(PendingChanges changes) {
    try {
      long clockNanos = changes.moveTo(mirror::apply);
      long bytes = mirror.fileBytes();
      if (clockNanos < 0) {
        cannot(
            "is not written, because the correlator threw, and some of its counts are missing; it is"
                + " asked again, and the log says what it threw");
      } else if (bytes > maxBytes) {
        cannot(
            "would have "
                + bytes
                + " bytes, more than state-max-bytes="
                + maxBytes
                + ", and is not written: raise state-max-bytes, or restart with a lower cache-size"
                + " of the correlator");
      } else {
        file.replace(mirror.encode(clockNanos));
        hasWritten();
        return true;
      }
    } catch (IOException e) {
      cannot(
          "cannot be written: "
              + StateFile.words(e)
              + "; make room or give the permission, it is tried again");
    } catch (RuntimeException | Error e) { // above all a full heap
      cannot("cannot be written: " + e);
    }
    return false;
  }

  private void hasWritten() {
    written.increment();
    if (outage) {
      outage = false;
      log(Level.INFO, "is written again");
    }
  }

  private void cannot(String why) {
    failed.increment();
    if (!outage) {
      outage = true;
      log(Level.WARNING, why + ". Until then a restart continues from the file as it is");
    }
  }

  private void log(Level level, String what) {
    String text = "event pipeline " + pipeline + ": state file " + file.path() + " " + what;
    logger.log(level, PrintableText.line(text), null);
  }

  /** {@return the file as it was configured, for messages} */
  String path() {
    return file.path().toString();
  }

  void close() {
    file.close();
  }
}
