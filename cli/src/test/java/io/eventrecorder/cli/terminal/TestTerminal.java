package io.eventrecorder.cli.terminal;

import java.io.OutputStream;
import java.util.Map;

/** A terminal for tests, whose size a test sets. */
public final class TestTerminal implements TerminalDevice {
  private final Terminal terminal;
  private Terminal.Size size;
  private Terminal.Size errorSize;
  private boolean error = true;
  private boolean foreground = true;
  private boolean typingHidden;
  private Runnable continued = () -> {};

  /**
   * Creates a terminal for standard output and standard error.
   *
   * @param environment the variables of the environment
   */
  public TestTerminal(int columns, int rows, Map<String, String> environment) {
    this.size = new Terminal.Size(columns, rows);
    this.errorSize = size;
    this.terminal = new Terminal(this, environment);
  }

  public Terminal terminal() {
    return terminal;
  }

  public void resize(int columns, int rows) {
    size = new Terminal.Size(columns, rows);
  }

  /** Standard error is another terminal than standard output. */
  public TestTerminal withErrors(int columns, int rows) {
    errorSize = new Terminal.Size(columns, rows);
    return this;
  }

  /** Standard error is a file. */
  public TestTerminal withErrorsInFile() {
    error = false;
    return this;
  }

  public void foreground(boolean now) {
    foreground = now;
  }

  /** As after Ctrl-Z and {@code fg}. */
  public void continueProcess() {
    continued.run();
  }

  public boolean isTypingHidden() {
    return typingHidden;
  }

  /** {@return standard error on this terminal} */
  public OutputStream watching(OutputStream err) {
    return terminal.watching(err);
  }

  @Override
  public boolean isTerminal(int descriptor) {
    return descriptor == 1 || (descriptor == 2 && error);
  }

  @Override
  public Terminal.Size size(int descriptor) {
    return descriptor == 2 ? errorSize : size;
  }

  @Override
  public boolean hasEscapeCodes() {
    return true;
  }

  @Override
  public boolean canMoveCursor() {
    return foreground;
  }

  @Override
  public Runnable hideTyping(Runnable whenContinued) {
    typingHidden = true;
    continued = whenContinued;
    return () -> typingHidden = false;
  }
}
