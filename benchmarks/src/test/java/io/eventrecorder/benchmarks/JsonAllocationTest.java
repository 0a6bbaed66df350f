package io.eventrecorder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes that are allocated for each event that is written or read. */
class JsonAllocationTest {
  private static final int EVENTS_PER_ROUND = 1000;

  private final List<Event> events = Events.known();

  @ParameterizedTest
  @EnumSource
  void writing_allocates_the_json_and_little_more(EventApi api) {
    JsonImplementation<Event> json = new EventRecorderJson(api);
    RoundRobin<Event> next = new RoundRobin<>(events);
    assertThat(bytes(800, () -> json.write(next.next()))).isBetween(400L, 800L);
    assertThat(bytes(800, () -> json.writeBytes(next.next()))).isBetween(400L, 800L);
    assertThat(bytes(800, () -> json.writeReused(next.next()))).isBetween(400L, 800L);
  }

  @ParameterizedTest
  @EnumSource
  void reading_allocates_the_event_and_little_more(EventApi api) {
    RoundRobin<byte[]> next =
        new RoundRobin<>(events.stream().map(event -> EventJson.writeBytes(event, api)).toList());
    assertThat(bytes(1500, () -> EventJson.read(next.next()))).isBetween(400L, 1500L);
  }

  /** The text of the patch has 120 characters. */
  @Test
  void a_patch_allocates_its_text() {
    JsonImplementation<Event> json = new EventRecorderJson(EventApi.CORE_V1);
    RoundRobin<Event> next = new RoundRobin<>(events);
    assertThat(bytes(208, () -> json.mergePatch(next.next()))).isBetween(120L, 208L);
  }

  private static long bytes(long bound, Supplier<Object> event) {
    Object[] last = new Object[1]; // the result is used, so that it is allocated
    long bytes =
        AllocatedBytes.perEvent(
            bound,
            EVENTS_PER_ROUND,
            () ->
                AllocatedBytes.of(
                    () -> {
                      for (int i = 0; i < EVENTS_PER_ROUND; i++) {
                        last[0] = event.get();
                      }
                    }));
    assertThat(last[0]).isNotNull();
    return bytes;
  }
}
