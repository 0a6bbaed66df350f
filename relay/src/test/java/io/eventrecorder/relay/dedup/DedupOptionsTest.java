package io.eventrecorder.relay.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.relay.dedup.DedupOptions.Late;
import io.eventrecorder.relay.dedup.DedupOptions.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DedupOptionsTest {
  private static final DedupOptions STANDARD = DedupOptions.standard();

  @Test
  void each_option_can_be_changed() {
    assertThat(
            STANDARD
                .withMode(Mode.ID)
                .withWindow(Duration.ofSeconds(1))
                .withIdWindow(Duration.ofSeconds(2))
                .withLate(Late.DEAD_LETTER)
                .withMaxPages(3, 4)
                .withMaxIds(5, 6))
        .isEqualTo(
            new DedupOptions(
                Mode.ID,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Late.DEAD_LETTER,
                3,
                4,
                5,
                6));
  }

  @Test
  void a_bound_is_above_zero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.withMaxIds(1, 0))
        .withMessageStartingWith("maxIdsOfSource: 0 ");
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withMaxPages(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withIdWindow(Duration.ZERO));
  }
}
