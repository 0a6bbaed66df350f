package io.eventrecorder.core;

import java.io.IOException;
import java.util.List;
import java.util.ServiceConfigurationError;

/** What user code may throw: one of each kind that somebody may have forgotten to catch. */
final class Thrown {
  private Thrown() {}

  /** Of code in which nobody expects it. */
  static List<Throwable> bugs() {
    return List.of(
        new IllegalStateException("thrown"),
        new IOException("thrown, and not declared"),
        new AssertionError("thrown"),
        new StackOverflowError("thrown"),
        new NoClassDefFoundError("thrown"),
        new ServiceConfigurationError("thrown"),
        new Error("thrown, as Kotlin's TODO() does"),
        new Unspeakable());
  }

  /** Of a JVM in trouble. */
  static List<Throwable> fatal() {
    return List.of(new OutOfMemoryError("thrown"), new InternalError("thrown"));
  }

  /** Throws it, whether or not the compiler would let one. */
  @SuppressWarnings("unchecked") // that is the trick
  static <T extends Throwable> RuntimeException sneakily(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** An exception none of whose methods can be called. */
  static final class Unspeakable extends RuntimeException {
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
