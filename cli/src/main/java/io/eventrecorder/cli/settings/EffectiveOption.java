package io.eventrecorder.cli.settings;

/**
 * An option as the command uses it.
 *
 * @param name its full name
 * @param value its value; empty if there is none or if it must not be printed
 * @param from where the value comes from, in words
 * @param hidden whether the value must not be printed
 * @param setter who set it
 */
public record EffectiveOption(
    String name, String value, String from, boolean hidden, Setter setter) {
  /** Who sets an option. */
  public enum Setter {
    /** The user, in any way. */
    USER,
    /** The command, because the user has not. */
    COMMAND,
    /** The library has a default. */
    LIBRARY
  }

  /** {@return whether the option has another value than the default of the library} */
  public boolean isSet() {
    return setter != Setter.LIBRARY;
  }
}
