package io.eventrecorder.core.guard;

import static io.eventrecorder.testkit.HostileText.assertPrintable;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.core.TestLogger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedLoggerTest {
  @Test
  void an_exception_that_cannot_be_logged_becomes_text_on_one_line() {
    List<String> lines = new ArrayList<>();
    TestLogger backEnd =
        new TestLogger(
            (level, text, cause) -> {
              if (cause != null) {
                throw new IllegalStateException("no stack traces");
              }
              lines.add(level + " " + text);
            });
    int[] thrown = new int[1];
    new GuardedLogger(backEnd, () -> thrown[0]++)
        .log(Level.ERROR, "it failed", new IllegalStateException("x\nERROR forged\u001b[2J"));
    assertThat(lines)
        .singleElement()
        .satisfies(
            line -> {
              assertPrintable(line);
              assertThat(line).startsWith("ERROR it failed: java.lang.IllegalStateException: x");
            });
    assertThat(thrown[0]).isEqualTo(1);
  }
}
