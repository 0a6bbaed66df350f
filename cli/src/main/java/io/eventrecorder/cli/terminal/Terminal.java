package io.eventrecorder.cli.terminal;

import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The terminal behind standard output and standard error, if there is one. Both may be the same
 * terminal, so a write to one of them moves the cursor of the other. Thread-safe.
 */
public final class Terminal {
  /**
   * The size of a terminal.
   *
   * @param columns how many characters of usual width fit on a line; at least 1
   * @param rows how many lines are on the screen; at least 1
   */
  public record Size(int columns, int rows) {
    /** The size if nothing better is known. */
    static final Size USUAL = new Size(80, 24);
  }

  /** When to use colours. */
  public enum Colour {
    /** If standard output is a terminal, and no variable of the environment forbids it. */
    AUTO,
    /** Also in pipes. */
    ALWAYS,
    /** In no case. */
    NEVER
  }

  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int ERROR = 2;

  private final TerminalDevice device;
  private final Map<String, String> environment;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean disturbed;

  Terminal(TerminalDevice device, Map<String, String> environment) {
    this.device = device;
    this.environment = environment;
  }

  /** {@return no terminal, for streams that are pipes, files or buffers} */
  public static Terminal none() {
    return new Terminal(TerminalDevice.NONE, Map.of());
  }

  /** {@return the terminal of this process} Nothing is asked yet. */
  static Terminal ofProcess() {
    return new Terminal(new ProcessTerminal(), System.getenv());
  }

  /** {@return whether standard input is a terminal} */
  public boolean isInput() {
    return device.isTerminal(INPUT);
  }

  /** {@return whether standard output is a terminal} */
  public boolean isOutput() {
    return device.isTerminal(OUTPUT);
  }

  /** {@return whether standard error is a terminal} */
  public boolean isError() {
    return device.isTerminal(ERROR);
  }

  /** {@return the size at this moment} It is 80 to 24 if nothing better is known. */
  public Size size() {
    return device.size(OUTPUT);
  }

  /** {@return the size of the terminal behind standard error} Standard output may be a file. */
  public Size errorSize() {
    return device.size(ERROR);
  }

  /**
   * {@return whether to print colours} The rules are those of https://no-color.org and
   * https://bixense.com/clicolors.
   *
   * @param wish what the command line says
   */
  public boolean hasColour(Colour wish) {
    return switch (wish) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (!variable("NO_COLOR").isEmpty()) {
          yield false;
        }
        String force = variable("CLICOLOR_FORCE");
        yield (!force.isEmpty() && !force.equals("0"))
            || (isOutput() && !isDumb() && device.hasEscapeCodes());
      }
    };
  }

  /**
   * {@return whether standard output is a terminal whose cursor can be moved now} False in the
   * background, because the lines of the shell are on the screen, too.
   */
  public boolean canMoveCursor() {
    return isOutput() && !isDumb() && device.hasEscapeCodes() && device.canMoveCursor();
  }

  private boolean isDumb() {
    return variable("TERM").equals("dumb");
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /**
   * Stops the terminal from showing what a user types, because each line end would move the cursor.
   * Signals such as Ctrl-C work as before.
   *
   * @return shows it again; running it twice has no effect
   */
  public Runnable hideTyping() {
    return device.hideTyping(this::disturb);
  }

  /** Writes to standard output. */
  @FunctionalInterface
  public interface Drawing {
    /**
     * Writes to standard output.
     *
     * @param disturbed whether the cursor may be elsewhere since the last drawing
     */
    void draw(boolean disturbed);
  }

  /**
   * Writes to standard output while no other thread writes to standard error.
   *
   * @param drawing writes, and does not write to standard error
   */
  public void draw(Drawing drawing) {
    lock.lock();
    try {
      boolean before = disturbed;
      disturbed = false;
      drawing.draw(before);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says that the cursor may be elsewhere now, for example because a shell has printed its prompt.
   */
  void disturb() {
    lock.lock();
    try {
      disturbed = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@return a stream that writes to standard error, and remembers it for the next drawing if
   * standard error is a terminal}
   *
   * @param err standard error
   */
  OutputStream watching(OutputStream err) {
    if (!isError()) {
      return err; // a file or a pipe, so the cursor does not move
    }
    return new WatchedOutput(err, lock, () -> disturbed = true);
  }
}
