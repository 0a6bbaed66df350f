package io.eventrecorder.core.guard;

import java.lang.System.Logger;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A logger that is looked up when the first line is logged. Most broadcasters never log, and the
 * look-up starts the logging back end. Thread-safe.
 */
public final class LazyLogger implements Logger {
  private final String name;
  private volatile @Nullable Logger found;

  /**
   * A logger that is not looked up yet.
   *
   * @param name the name of the logger
   */
  public LazyLogger(String name) {
    this.name = name;
  }

  // Two threads may look it up at the same time: they get the same logger.
  private Logger logger() {
    Logger logger = found;
    if (logger == null) {
      logger = System.getLogger(name);
      found = logger;
    }
    return logger;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return logger().isLoggable(level);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Throwable thrown) {
    logger().log(level, bundle, text, thrown);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object... params) {
    logger().log(level, bundle, format, params);
  }
}
