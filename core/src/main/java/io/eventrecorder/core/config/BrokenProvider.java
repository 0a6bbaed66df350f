package io.eventrecorder.core.config;

import java.util.ServiceConfigurationError;

/**
 * A provider on the class path that cannot be used.
 *
 * @param name its type or name; empty if the provider failed before it returned one
 * @param problem the problem with its remedy
 */
record BrokenProvider(String name, String problem) {

  static BrokenProvider of(String kind, String name, String provider, Throwable cause) {
    return new BrokenProvider(
        name, kind + " provider " + provider + " cannot be loaded: " + words(cause));
  }

  /** {@return the text of a problem: the cause and the remedy} */
  static String words(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
        return "class "
            + String.valueOf(cause.getMessage()).replace('/', '.')
            + " is missing; add the library that contains it to the class path, or remove the"
            + " provider's jar";
      }
    }
    Throwable root = thrown;
    while (root.getCause() != null
        && (root instanceof ServiceConfigurationError
            || root instanceof ExceptionInInitializerError)) {
      root = root.getCause();
    }
    String text = root instanceof ServiceConfigurationError ? root.getMessage() : root.toString();
    return text + "; update or remove the provider's jar";
  }
}
