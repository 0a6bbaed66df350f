package io.eventrecorder.text;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a failure with escaped messages, because logging back ends print messages as they are.
 */
final class PrintableCause extends Throwable {
  private static final long serialVersionUID = 1L;

  private PrintableCause(String text, StackTraceElement[] trace, @Nullable Throwable cause) {
    super(text, cause);
    setStackTrace(trace);
  }

  static Throwable of(Throwable failure) {
    try {
      return isPrintable(failure, newSet()) ? failure : copy(failure, newSet());
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) { // for example of an overridden getCause()
      return new PrintableCause(text(failure), new StackTraceElement[0], null);
    }
  }

  private static boolean isPrintable(Throwable failure, Set<Throwable> seen) {
    String text = failure.toString();
    String message = failure.getMessage();
    if (!PrintableText.line(text).equals(text)
        || (message != null && !PrintableText.line(message).equals(message))) {
      return false;
    }
    seen.add(failure);
    Throwable cause = failure.getCause();
    boolean printable = cause == null || seen.contains(cause) || isPrintable(cause, seen);
    for (Throwable suppressed : failure.getSuppressed()) {
      printable = printable && (seen.contains(suppressed) || isPrintable(suppressed, seen));
    }
    return printable;
  }

  private static PrintableCause copy(Throwable failure, Set<Throwable> seen) {
    seen.add(failure);
    Throwable cause = failure.getCause();
    PrintableCause copy =
        new PrintableCause(
            text(failure),
            failure.getStackTrace(),
            cause == null || seen.contains(cause) ? null : copy(cause, seen));
    for (Throwable suppressed : failure.getSuppressed()) {
      if (!seen.contains(suppressed)) {
        copy.addSuppressed(copy(suppressed, seen));
      }
    }
    return copy;
  }

  private static String text(Throwable failure) {
    try {
      return PrintableText.line(failure.toString());
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return failure.getClass().getName() + " (its toString() failed)";
    }
  }

  private static Set<Throwable> newSet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** {@return the text of the original, which begins with the class of the original} */
  @SuppressWarnings("OverrideThrowableToString") // getMessage() alone would add our class
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
