package io.eventrecorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name whose text is made when it is first read is the same for everyone. */
@Timeout(30)
class LazyNameTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");

  private static Event event() {
    return event(0x187f3a5b2c4d6e8fL);
  }

  private static Event event(long number) {
    return Event.occurrence(
        number,
        null,
        "shop",
        ObjectReference.of("Pod", "shop", "web-0"),
        EventType.WARNING,
        "BackOff",
        "m",
        new EventSource("kubelet", "node-1"),
        NOW);
  }

  @Test
  void it_is_the_object_and_the_number_in_hex() {
    assertThat(event().name()).isEqualTo("web-0.187f3a5b2c4d6e8f");
    assertThat(event(0).name()).isEqualTo("web-0.0");
    assertThat(event().toString()).contains("shop/web-0.187f3a5b2c4d6e8f,");
  }

  @Test
  void an_occurrence_equals_what_a_builder_makes() {
    Event built =
        Event.builder()
            .name("web-0.187f3a5b2c4d6e8f")
            .namespace("shop")
            .regarding(ObjectReference.of("Pod", "shop", "web-0"))
            .type(EventType.WARNING)
            .reason("BackOff")
            .message("m")
            .source(new EventSource("kubelet", "node-1"))
            .reportingController("kubelet")
            .reportingInstance("node-1")
            .count(1)
            .firstTimestamp(NOW)
            .lastTimestamp(NOW)
            .build();
    assertThat(event()).isEqualTo(built).hasSameHashCodeAs(built);
    assertThat(event().isFromElsewhere()).isFalse();
    assertThat(event()).isNotEqualTo(event(1));
  }

  @Test
  void a_copy_keeps_it_and_a_new_name_replaces_it() {
    Event event = event();
    assertThat(event.toBuilder().count(2).build().name()).isSameAs(event.name());
    assertThat(event.toBuilder().name("other").build().name()).isEqualTo("other");
    assertThat(event.counted("other", "", "", 2, null, null).name()).isEqualTo("other");
  }

  @Test
  void threads_that_read_it_at_the_same_time_see_equal_texts() throws Exception {
    int threads = 4;
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      events.add(event(i));
    }
    Set<String> seen = ConcurrentHashMap.newKeySet();
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                events.forEach(event -> seen.add(event.name()));
              });
      thread.start();
      all.add(thread);
    }
    for (Thread thread : all) {
      thread.join();
    }
    assertThat(seen).hasSize(events.size()).contains("web-0.0", "web-0.7cf").doesNotContain("null");
  }

  @Test
  void numbers_and_texts_of_one_source_are_unique_together() {
    EventNames names = EventNames.of(CLOCK);
    long nanos = NOW.getEpochSecond() * 1_000_000_000 + NOW.getNano();
    assertThat(names.nextNumber("web-0", NOW)).isEqualTo(nanos);
    assertThat(names.next("web-0")).isEqualTo("web-0." + Long.toHexString(nanos + 1));
    assertThat(names.nextNumber("web-0", NOW)).isEqualTo(nanos + 2);
  }

  @Test
  void an_object_whose_name_is_no_dns_name_gets_no_number() {
    EventNames names = EventNames.of(CLOCK);
    assertThat(names.nextNumber("No. 4711", NOW)).isEqualTo(EventNames.NO_NUMBER);
    assertThat(names.nextNumber("x".repeat(236), NOW)).isNotEqualTo(EventNames.NO_NUMBER);
    assertThat(names.nextNumber("x".repeat(237), NOW)).isEqualTo(EventNames.NO_NUMBER);
  }

  @Test
  void a_source_that_has_only_whole_names_gives_no_number() {
    EventNames names = objectName -> "event-of-" + objectName;
    assertThat(names.nextNumber("web-0", NOW)).isEqualTo(EventNames.NO_NUMBER);
  }

  private static final EventClock CLOCK =
      new EventClock() {
        @Override
        public Instant instant() {
          return NOW;
        }

        @Override
        public long nanoTime() {
          return 0;
        }
      };
}
