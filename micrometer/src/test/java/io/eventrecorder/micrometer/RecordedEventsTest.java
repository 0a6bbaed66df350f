package io.eventrecorder.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.micrometer.RecordedEvents.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedEventsTest {
  private final RecordedEvents recorded = new RecordedEvents();

  private void record(String component, String type, String reason) {
    recorded.accept(
        Event.builder().source(new EventSource(component, "")).type(type).reason(reason).build());
  }

  private Map<Kind, Long> counts() {
    Map<Kind, Long> counts = new HashMap<>();
    recorded.forEach((kind, count) -> counts.put(kind, count.sum()));
    return counts;
  }

  @Test
  void reasons_after_the_hundredth_are_other() {
    for (int i = 1; i <= 102; i++) {
      record("c", "Normal", "R" + i);
    }
    record("c", "Normal", "R100");
    record("c", "Normal", "R101");
    assertThat(counts())
        .hasSize(101)
        .containsEntry(new Kind("c", "Normal", "R1"), 1L)
        .containsEntry(new Kind("c", "Normal", "R100"), 2L)
        .containsEntry(new Kind("c", "Normal", "other"), 3L);
  }

  @Test
  void components_after_the_twentieth_are_other() {
    for (int i = 1; i <= 22; i++) {
      record("c" + i, "Normal", "R");
    }
    assertThat(counts())
        .hasSize(21)
        .containsEntry(new Kind("c20", "Normal", "R"), 1L)
        .containsEntry(new Kind("other", "Normal", "R"), 2L);
  }

  @Test
  void unknown_types_are_other() {
    record("c", "Normal", "R");
    record("c", "Warning", "R");
    record("c", "Error", "R");
    record("c", "Notice", "R");
    assertThat(counts())
        .containsOnly(
            Map.entry(new Kind("c", "Normal", "R"), 1L),
            Map.entry(new Kind("c", "Warning", "R"), 1L),
            Map.entry(new Kind("c", "other", "R"), 2L));
  }

  @Test
  void an_empty_value_is_none_and_does_not_count_as_a_reason() {
    record("", "", "");
    assertThat(counts()).containsOnly(Map.entry(new Kind("none", "none", "none"), 1L));
    for (int i = 1; i <= 100; i++) {
      record("c", "Normal", "R" + i);
    }
    assertThat(counts()).hasSize(101).doesNotContainKey(new Kind("c", "Normal", "other"));
  }

  @Test
  void parallel_threads_keep_the_limit_and_lose_no_count() {
    IntStream.range(0, 20_000).parallel().forEach(i -> record("c", "Normal", "R" + i % 150));
    assertThat(counts()).hasSize(101);
    assertThat(counts().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(20_000);
  }
}
