package io.eventrecorder.relay.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class InputLimitsTest {
  private static final InputLimits STANDARD = InputLimits.standard();

  @Test
  void each_limit_can_be_changed() {
    assertThat(
            STANDARD
                .withMaxRecordBytes(1)
                .withMaxChars(2, 3)
                .withMaxPairs(4, 5)
                .withNewPerMinute(6, 7, 8))
        .isEqualTo(new InputLimits(1, 2, 3, 4, 5, 6, 7, 8));
  }

  @Test
  void a_limit_is_above_zero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.withNewPerMinute(1, 0, 1))
        .withMessageStartingWith("newPerMinuteOfTopic: 0 ");
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withMaxChars(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withMaxPairs(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withMaxRecordBytes(0));
  }
}
