package io.eventrecorder.core.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A logger that keeps its lines. A subclass may refuse some. */
public class RecordingLogger implements System.Logger {
  public final List<String> lines = new ArrayList<>();
  public final List<Throwable> thrown = new ArrayList<>();

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
      @Nullable Throwable cause) {
    lines.add(level + " " + msg);
    if (cause != null) {
      thrown.add(cause);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object... params) {
    lines.add(level + " " + format);
  }
}
