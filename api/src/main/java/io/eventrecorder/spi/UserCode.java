package io.eventrecorder.spi;

/**
 * Handles what user code throws: sinks, correlators, filters, resolvers, observers, log handlers,
 * and the methods of their exceptions. User code may throw any {@link Throwable}: an {@code Error}
 * of a library, a checked exception that is not declared, an exception whose {@code toString}
 * throws. Stateless.
 */
public final class UserCode {
  private UserCode() {}

  /**
   * {@return whether the application must see a failure: a {@link VirtualMachineError} other than
   * {@link StackOverflowError}} A stack overflow is a bug of the code that was called.
   *
   * @param thrown what was thrown
   */
  public static boolean isFatal(Throwable thrown) {
    return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
  }

  /**
   * {@return the text of a failure, or its class if its {@code toString} fails}
   *
   * @param thrown what was thrown
   */
  public static String text(Throwable thrown) {
    try {
      String text = thrown.toString();
      return text == null ? thrown.getClass().getName() : text;
    } catch (Throwable e) {
      return thrown.getClass().getName() + " (its toString() failed)";
    }
  }

  /**
   * {@return the cause of a failure, or the failure if it has none or {@code getCause} fails}
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
