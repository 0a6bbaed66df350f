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
    return Event.builder().name("web-0", 0x187f3a5b2c4d6e8fL).build();
  }

  @Test
  void it_is_the_object_and_the_number_in_hex() {
    assertThat(event().name()).isEqualTo("web-0.187f3a5b2c4d6e8f");
    assertThat(Event.builder().name("web-0", 0).build().name()).isEqualTo("web-0.0");
    assertThat(event().toString()).contains("/web-0.187f3a5b2c4d6e8f,");
  }

  @Test
  void an_event_equals_one_whose_name_was_set_as_text() {
    Event text = Event.builder().name("web-0.187f3a5b2c4d6e8f").build();
    assertThat(event()).isEqualTo(text).hasSameHashCodeAs(text);
    assertThat(event()).isNotEqualTo(Event.builder().name("web-0", 1).build());
  }

  @Test
  void a_copy_keeps_it_and_a_new_name_replaces_it() {
    Event event = event();
    assertThat(event.toBuilder().count(2).build().name()).isSameAs(event.name());
    assertThat(event.toBuilder().name("other").build().name()).isEqualTo("other");
    assertThat(event.toBuilder().name("other", 10).build().name()).isEqualTo("other.a");
    assertThat(event.counted("other", "", 2, null, null).name()).isEqualTo("other");
  }

  @Test
  void threads_that_read_it_at_the_same_time_see_equal_texts() throws Exception {
    int threads = 4;
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      events.add(Event.builder().name("web", i).build());
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
    assertThat(seen).hasSize(events.size()).contains("web.0", "web.7cf").doesNotContain("null");
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
