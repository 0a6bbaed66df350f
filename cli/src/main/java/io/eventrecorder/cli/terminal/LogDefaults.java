package io.eventrecorder.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.logging.LogManager;

/**
 * How the command configures {@code java.util.logging}, unless the user does. The JDK calls it when
 * the first line is logged. Most commands log nothing, and start faster without it.
 */
public final class LogDefaults {
  private static final String CLASS = "java.util.logging.config.class";

  /**
   * The client libraries log all their settings and each attempt to connect. Our own messages say
   * what a user needs to know.
   */
  private static final String SETTINGS =
      """
      handlers=java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.formatter=%s
      .level=INFO
      org.apache.kafka.level=OFF
      io.fabric8.level=OFF
      """
          .formatted(PrintableLog.class.getName());

  /**
   * Configures {@code java.util.logging}, which calls it.
   *
   * @throws IOException never, because the settings are in memory
   */
  public LogDefaults() throws IOException {
    LogManager.getLogManager()
        .readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(UTF_8)));
  }

  /** Sets these defaults; does nothing if the user has configured {@code java.util.logging}. */
  public static void install() {
    if (System.getProperty("java.util.logging.config.file") == null
        && System.getProperty(CLASS) == null) {
      System.setProperty(CLASS, LogDefaults.class.getName());
    }
  }
}
