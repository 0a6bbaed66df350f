package io.eventrecorder.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A System.Logger that keeps its lines. */
final class RecordingLogger implements System.Logger {
  final List<String> lines = new ArrayList<>();
  final List<Throwable> thrown = new ArrayList<>();

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
    lines.add(level + " " + msg);
    if (thrown != null) {
      this.thrown.add(thrown);
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
