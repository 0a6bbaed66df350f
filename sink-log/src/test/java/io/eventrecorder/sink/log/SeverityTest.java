package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeverityTest {
  /** Queue, limiter and log agree on what is at least a warning. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Normal",
        "normal",
        "Info",
        "Debug",
        "",
        "Warning",
        "warning",
        "warn",
        "Error",
        "err",
        "failure",
        "failed",
        "Critical",
        "crit",
        "fatal",
        "severe",
        "alert",
        "emergency",
        "emerg",
        "PANIC"
      })
  void aboveInfoIsWhatIsAtLeastAWarning(String type) {
    assertThat(Severity.of(type) != Severity.INFO).isEqualTo(EventType.isWarning(type));
  }
}
