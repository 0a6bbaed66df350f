package io.eventrecorder.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
  /** The cases of apimachinery's duration_test.go, and its borders. */
  @ParameterizedTest
  @CsvSource({
    "PT1S, 1s",
    "PT70S, 70s",
    "PT119S, 119s",
    "PT2M, 2m",
    "PT190S, 3m10s",
    "PT10M, 10m",
    "PT70M, 70m",
    "PT179M, 179m",
    "PT3H, 3h",
    "PT3H5M, 3h5m",
    "PT7H59M, 7h59m",
    "PT8H30M, 8h",
    "PT47H, 47h",
    "P2D, 2d",
    "P2DT1H, 2d1h",
    "P7DT23H, 7d23h",
    "P8DT23H, 8d",
    "P729D, 729d",
    "P730D, 2y",
    "P737D, 2y7d",
    "P2920D, 8y",
    "P4000D, 10y",
    "PT-5S, 0s",
  })
  void an_age_is_printed_as_kubectl_does(Duration span, String text) {
    assertThat(Age.of(span)).isEqualTo(text);
  }
}
