package io.eventrecorder.spi;

/**
 * What code that is not ours may throw: sinks, correlators, filters, resolvers, observers, log
 * handlers, and the methods of their exceptions. That is any {@link Throwable}: an {@code Error} of
 * a library, a checked exception that is not declared, an exception whose text throws.
 */
public final class UserCode {
  private UserCode() {}

  /**
   * {@return whether the JVM itself is in trouble} On a thread of the application that is the
   * application's to know. A stack that overflows is not: an endless recursion is a bug of the code
   * that was called.
   *
   * @param thrown what was thrown
   */
  public static boolean isFatal(Throwable thrown) {
    return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
  }

  /**
   * {@return an exception as text; its class if it has none} Its methods are user code, too.
   *
   * @param thrown what was thrown
   */
  public static String text(Throwable thrown) {
    try {
      String text = thrown.toString();
      return text == null ? thrown.getClass().getName() : text;
    } catch (Throwable e) {
      return thrown.getClass().getName() + " (its text cannot be had)";
    }
  }

  /**
   * {@return what an exception was caused by; itself if that is not known}
   *
   * @param thrown what was thrown
   */
  public static Throwable causeOf(Throwable thrown) {
    try {
      Throwable cause = thrown.getCause();
      return cause == null ? thrown : cause;
    } catch (Throwable e) {
      return thrown;
    }
  }
}
