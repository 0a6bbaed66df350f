package io.eventrecorder.core;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A logger that passes each line to a function of the test. */
public final class TestLogger implements System.Logger {
  /** Receives the lines; what it throws reaches the caller of the logger. */
  public interface Lines {
    /** Receives a line. */
    void log(Level level, String text, @Nullable Throwable cause);
  }

  private final Lines lines;

  /** A logger that calls the function for each line. */
  public TestLogger(Lines lines) {
    this.lines = lines;
  }

  /** {@return a logger whose back end is broken} */
  static TestLogger throwing() {
    return new TestLogger(
        (level, text, cause) -> {
          throw new AssertionError("the log is broken");
        });
  }

  @Override
  public String getName() {
    return "test";
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Throwable cause) {
    lines.log(level, String.valueOf(text), cause);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object... params) {
    lines.log(level, String.valueOf(format), null);
  }
}
