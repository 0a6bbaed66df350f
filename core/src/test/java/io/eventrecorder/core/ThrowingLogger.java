package io.eventrecorder.core;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A log whose back end is broken. */
final class ThrowingLogger implements System.Logger {
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
      @Nullable String msg,
      @Nullable Throwable thrown) {
    throw new AssertionError("the log is broken");
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object... params) {
    throw new AssertionError("the log is broken");
  }
}
