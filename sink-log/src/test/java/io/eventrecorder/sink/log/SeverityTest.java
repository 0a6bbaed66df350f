package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeverityTest {
  /** Queue, rate limiter and log use the same types as warnings. */
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
  void types_above_info_are_those_that_count_as_warnings(String type) {
    assertThat(Severity.of(type) != Severity.INFO).isEqualTo(EventType.isWarning(type));
  }
}
