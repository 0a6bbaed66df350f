package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.Life.Step;
import io.eventrecorder.correlator.Life.What;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A write was handed out and not answered, and then the correlator was restored. */
class UnansweredWritesTest {
  private static final Step HAPPENS = new Step(What.HAPPENS, 0, 0, 1, 0, 1, 9);
  private static final Step ANOTHER = new Step(What.HAPPENS, 0, 1, 1, 0, 1, 9);
  private static final Step DRAIN = new Step(What.DRAIN, 0, 0, 0, 0, 1, 9);

  private final Parts parts = new Parts();

  private Life restored() {
    Life first = new Life(CorrelatorOptions.builder().cacheSize(1).build());
    first.correlator.changes(parts);
    assertThat(first.play(HAPPENS)).hasSize(1);
    first.correlator.changes(parts);
    return first.continued(parts);
  }

  @Test
  void the_next_occurrence_writes_the_whole_count() {
    Life life = restored();
    List<Correlation> writes = life.play(HAPPENS);
    assertThat(writes).hasSize(1);
    assertThat(writes.get(0).kind()).isEqualTo(Kind.PATCH);
    assertThat(writes.get(0).event().count()).isEqualTo(2);
  }

  @Test
  void drain_has_no_event_to_write() {
    Life life = restored();
    assertThat(life.play(DRAIN)).isEmpty();
    assertThat(life.correlator.unwritten()).isEqualTo(1);
  }

  @Test
  void an_event_that_leaves_the_cache_does_not_wait_for_a_write_that_never_comes() {
    Life life = restored();
    life.play(ANOTHER);
    assertThat(life.correlator.gauges()).containsEntry("waiting", 0L);
    assertThat(life.correlator.nextDueNanos()).isEmpty();
    assertThat(life.correlator.unwritten()).isEqualTo(2);
    life.correlator.changes(parts);
    assertThat(parts.values).containsEntry("4c", "0101");
    assertThat(parts.values.keySet()).noneMatch(key -> key.startsWith("57"));
  }
}
