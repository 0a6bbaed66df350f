package io.eventrecorder.core;

import java.io.IOException;
import java.util.List;
import java.util.ServiceConfigurationError;

/** Examples of everything that user code can throw. */
final class ThrowableSamples {
  private ThrowableSamples() {}

  /** {@return exceptions and errors that are bugs of user code} */
  static List<Throwable> bugs() {
    return List.of(
        new IllegalStateException("thrown"),
        new IOException("thrown, and not declared"),
        new AssertionError("thrown"),
        new StackOverflowError("thrown"),
        new NoClassDefFoundError("thrown"),
        new ServiceConfigurationError("thrown"),
        new Error("thrown, as Kotlin's TODO() does"),
        new BrokenException());
  }

  /** {@return errors of the JVM, which the application must handle} */
  static List<Throwable> fatal() {
    return List.of(new OutOfMemoryError("thrown"), new InternalError("thrown"));
  }

  /** Throws anything, without a checked exception in the signature. */
  @SuppressWarnings("unchecked") // the cast throws nothing: generics are erased
  static <T extends Throwable> RuntimeException sneakyThrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** An exception whose methods all throw. */
  static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new AssertionError("no cause");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }
}
