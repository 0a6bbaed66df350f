package io.eventrecorder.core.guard;

import static io.eventrecorder.testkit.HostileText.assertPrintable;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardedLoggerTest {
  /** A back end that cannot print exceptions. */
  private static final class WithoutCauses implements System.Logger {
    final List<String> lines = new ArrayList<>();

    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String msg,
        @Nullable Throwable thrown) {
      if (thrown != null) {
        throw new IllegalStateException("no stack traces");
      }
      lines.add(level + " " + msg);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... params) {
      lines.add(level + " " + format);
    }
  }

  @Test
  void an_exception_that_cannot_be_logged_is_text_on_one_line() {
    WithoutCauses backEnd = new WithoutCauses();
    int[] thrown = new int[1];
    new GuardedLogger(backEnd, () -> thrown[0]++)
        .log(Level.ERROR, "it failed", new IllegalStateException("x\nERROR forged\u001b[2J"));
    assertThat(backEnd.lines)
        .singleElement()
        .satisfies(
            line -> {
              assertPrintable(line);
              assertThat(line).startsWith("ERROR it failed: java.lang.IllegalStateException: x");
            });
    assertThat(thrown[0]).isEqualTo(1);
  }
}
