package io.eventrecorder.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientVersionTest {
  @ParameterizedTest
  @CsvSource({
    "4.0.0, 4.0.2",
    "4.0.1, 4.0.2",
    "4.1.0, 4.1.2",
    "4.1.1, 4.1.2",
    "4.0.1.redhat-1, 4.0.2"
  })
  void a_version_that_can_write_to_the_wrong_topic_is_reported_with_the_next_safe_version(
      String version, String remedy) {
    assertThat(ClientVersion.problem(version))
        .startsWith(version + " can write")
        .contains("CVE-2026-35554", "use " + remedy + " or 4.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4.0.2", "4.0.10", "4.1.2", "4.2.0", "4.4.0", "4.10.0", "8.0.0-ccs", "unknown"})
  void other_versions_are_not_reported(String version) {
    assertThat(ClientVersion.problem(version)).isEmpty();
  }

  @Test
  void the_build_uses_a_safe_version() {
    assertThat(ClientVersion.present()).matches("4\\.\\d+\\.\\d+");
    assertThat(ClientVersion.problem(ClientVersion.present())).isEmpty();
  }
}
