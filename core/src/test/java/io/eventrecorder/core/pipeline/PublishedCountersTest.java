package io.eventrecorder.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.core.pipeline.machine.PipelineCounters;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PublishedCountersTest {
  private static final int READS = 50_000;

  private final PublishedCounters published = new PublishedCounters();

  /** All four counters always have the same value. */
  private static void countOnce(PipelineCounters counters) {
    counters.abandonRest(1);
    counters.countBug();
  }

  private PipelineCounters get() {
    PipelineCounters values = new PipelineCounters();
    published.copyTo(values);
    return values;
  }

  @Test
  void values_are_copied() {
    PipelineCounters counters = new PipelineCounters();
    countOnce(counters);
    published.set(counters);
    countOnce(counters);
    assertThat(get().bugs()).isEqualTo(1);
    published.set(counters);
    assertThat(get().bugs()).isEqualTo(2);
  }

  @Test
  void a_reader_never_sees_a_part_of_an_update_and_never_an_older_one() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              PipelineCounters counters = new PipelineCounters();
              while (!stop.get()) {
                countOnce(counters);
                published.set(counters);
              }
            });
    writer.start();
    long last = 0;
    for (int i = 0; i < READS; i++) {
      PipelineCounters values = get();
      assertThat(values.processed())
          .isGreaterThanOrEqualTo(last)
          .isEqualTo(values.unwritten())
          .isEqualTo(values.abandoned())
          .isEqualTo(values.bugs());
      last = values.processed();
    }
    stop.set(true);
    writer.join();
    assertThat(last).isPositive();
  }
}
