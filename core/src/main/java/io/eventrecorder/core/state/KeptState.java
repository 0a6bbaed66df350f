package io.eventrecorder.core.state;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.StateFormatException;
import io.eventrecorder.spi.StatefulCorrelator;
import io.eventrecorder.spi.UserCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A state file at the start of its pipeline: it is locked, and its content is given to the
 * correlator. A file that cannot be used is set aside, and the correlator begins afresh. Not
 * thread-safe.
 */
public final class KeptState implements AutoCloseable {
  private final StateFile file;
  private final StateSettings settings;
  private final EventClock clock;

  /** Null when the correlator has it, because it may be large. */
  private @Nullable StateImage found;

  private StateIdentity identity = new StateIdentity("", "");
  private String unusable;
  private String warning = "";
  private boolean threw;
  private boolean restored;

  private KeptState(
      StateFile file,
      StateSettings settings,
      EventClock clock,
      @Nullable StateImage found,
      String unusable) {
    this.file = file;
    this.settings = settings;
    this.clock = clock;
    this.found = found;
    this.unusable = unusable;
  }

  /**
   * Locks and reads a file, which need not exist.
   *
   * @param settings the file
   * @param clock the clock of the broadcaster
   * @return the state; the caller closes it
   * @throws StateFileException if the file cannot be read or written, or is in use
   */
  public static KeptState open(StateSettings settings, EventClock clock) throws StateFileException {
    StateFile file = StateFile.open(settings.file());
    boolean opened = false;
    try {
      KeptState state = read(file, settings, clock);
      opened = true;
      return state;
    } finally {
      if (!opened) { // also if a large file fills the heap, or the clock throws
        file.close();
      }
    }
  }

  private static KeptState read(StateFile file, StateSettings settings, EventClock clock)
      throws StateFileException {
    try {
      byte[] content = file.read(settings.maxBytes());
      StateImage image = content == null ? null : StateImage.decode(content);
      long last = image == null ? 0 : image.clockNanos();
      return new KeptState(file, settings, new EpochClock(clock, last), image, "");
    } catch (StateFormatException e) {
      return new KeptState(file, settings, new EpochClock(clock, 0), null, problem(e));
    }
  }

  /**
   * {@return the clock of the correlator and its pipeline} Its readings are valid after restarts.
   */
  public EventClock clock() {
    return clock;
  }

  /**
   * Gives the memory in the file to a correlator.
   *
   * @param correlator a new correlator with the clock of this object
   * @param identity its name and options
   * @return whether the correlator can be used. If not, a new one must be created, which begins
   *     afresh
   */
  public boolean restore(StatefulCorrelator correlator, StateIdentity identity) {
    this.identity = identity;
    StateImage image = found;
    found = null;
    if (image == null) {
      return true;
    }
    if (!image.identity().equals(identity)) {
      unusable = difference(image.identity(), identity);
      return true;
    }
    try {
      image.parts().forEach((key, value) -> correlator.restore(bytes(key), value));
      correlator.restored();
      restored = true;
      return true;
    } catch (StateFormatException e) {
      unusable = "is not accepted by the correlator: " + problem(e);
    } catch (Throwable e) {
      threw = true;
      unusable = "cannot be restored, because the correlator threw " + UserCode.text(e);
    }
    return false;
  }

  private static byte[] bytes(ByteBuffer key) {
    byte[] bytes = new byte[key.remaining()];
    key.duplicate().get(bytes);
    return bytes;
  }

  private static String difference(StateIdentity found, StateIdentity wanted) {
    return found.correlator().equals(wanted.correlator())
        ? "was written with other options of the correlator " + wanted.correlator()
        : "was written by the correlator "
            + found.correlator()
            + ", and the pipeline has the correlator "
            + wanted.correlator();
  }

  private static String problem(StateFormatException e) {
    return String.valueOf(e.getMessage());
  }

  /**
   * Renames the file if it could not be used.
   *
   * @throws StateFileException if it cannot be renamed
   */
  public void setAside() throws StateFileException {
    if (!unusable.isEmpty()) {
      warning =
          "state file "
              + file.path()
              + " "
              + unusable
              + "; counts begin afresh, and the file is kept as "
              + file.setAside();
    }
  }

  /** {@return why the file could not be used; empty if it was used, or if there was none} */
  public String warning() {
    return warning;
  }

  /** {@return whether the correlator has the memory in the file} */
  public boolean isRestored() {
    return restored;
  }

  /** {@return whether the correlator threw something other than {@link StateFormatException}} */
  public boolean threw() {
    return threw;
  }

  StateIdentity identity() {
    return identity;
  }

  StateFile file() {
    return file;
  }

  StateSettings settings() {
    return settings;
  }

  /** Releases the lock. */
  @Override
  public void close() {
    file.close();
  }
}
