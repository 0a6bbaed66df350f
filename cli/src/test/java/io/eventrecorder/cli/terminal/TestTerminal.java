package io.eventrecorder.cli.terminal;

import java.io.OutputStream;
import java.util.Map;

/** A terminal for tests, whose size a test sets. */
public final class TestTerminal implements TerminalDevice {
  private final Terminal terminal;
  private Terminal.Size size;
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
    this.terminal = new Terminal(this, environment);
  }

  public Terminal terminal() {
    return terminal;
  }

  public void resize(int columns, int rows) {
    size = new Terminal.Size(columns, rows);
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
    return descriptor != 0;
  }

  @Override
  public Terminal.Size size() {
    return size;
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
