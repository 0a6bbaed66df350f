package io.eventrecorder.broadcaster;

import java.util.Objects;

/**
 * One option of a configuration, with its value and where the value comes from. Immutable.
 *
 * @param name the full name of the option, for example {@code eventrecorder.sink.kafka.topic}
 * @param value the value as text; empty if there is none, or if it is never printed; {@code
 *     ${file:…}} if a file holds it
 * @param origin where the value comes from
 * @param writtenAs the name under which it is set: {@code name}, the same option under {@code
 *     eventrecorder.pipeline-defaults.}, or an environment variable
 * @param hidden whether the value is never printed
 */
public record ConfiguredOption(
    String name, String value, Origin origin, String writtenAs, boolean hidden) {

  /** Where a value comes from. */
  public enum Origin {
    /** {@link EventBroadcaster.Builder#properties}. */
    BUILDER,
    /** A system property of the JVM. */
    SYSTEM_PROPERTY,
    /** An environment variable. */
    ENVIRONMENT,
    /** The option is not set. A sink may suggest another value than this default. */
    DEFAULT
  }

  /**
   * Checks for null.
   *
   * @param name the full name of the option
   * @param value the value as text
   * @param origin where the value comes from
   * @param writtenAs the name under which it is set
   * @param hidden whether the value is never printed
   */
  public ConfiguredOption {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(writtenAs, "writtenAs");
  }
}
