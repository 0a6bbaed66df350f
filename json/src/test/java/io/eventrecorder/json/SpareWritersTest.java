package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpareWritersTest {
  private final SpareWriters writers = new SpareWriters(EventApi.CORE_V1);

  private EventJsonWriter used(String message) {
    EventJsonWriter[] used = new EventJsonWriter[1];
    writers.write(
        Event.builder().message(message).build(),
        (writer, event) -> {
          used[0] = writer;
          return writer.write(event);
        });
    return used[0];
  }

  @Test
  void a_writer_is_used_again() {
    assertThat(used("a")).isSameAs(used("b"));
  }

  @Test
  void a_writer_with_a_large_buffer_is_not_kept() {
    EventJsonWriter large = used("x".repeat(100_000));
    assertThat(large.isSmall()).isFalse();
    assertThat(used("a")).isNotSameAs(large);
  }

  @Test
  void a_writer_that_failed_is_not_kept() {
    EventJsonWriter first = used("a");
    Event bad = Event.builder().firstTimestamp(Instant.MAX).build();
    assertThatThrownBy(() -> writers.write(bad, EventJsonWriter::write))
        .isInstanceOf(EventJsonException.class);
    assertThat(used("a")).isNotSameAs(first);
  }

  @Test
  void nothing_of_an_event_is_written_into_the_next() {
    Event full =
        Event.builder()
            .message("a long message")
            .reason("r")
            .unknownFields(Map.of("/foo", "1", "/metadata/bar", "2"))
            .build();
    Event empty = Event.builder().build();
    String before = EventJson.write(empty);
    EventJson.write(full);
    assertThat(EventJson.write(empty)).isEqualTo(before);
  }

  @Test
  void threads_do_not_share_a_writer_at_one_time() throws Exception {
    List<Event> events =
        IntStream.range(0, 40)
            .mapToObj(i -> Event.builder().message("m" + i).reason("r" + i % 3).build())
            .toList();
    List<String> expected = events.stream().map(e -> text(e)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(40); // more than there are places
    try {
      Callable<List<String>> writing =
          () -> {
            for (int i = 0; i < 200; i++) {
              assertThat(events.stream().map(EventJson::write).toList()).isEqualTo(expected);
            }
            return expected;
          };
      for (Future<List<String>> written :
          threads.invokeAll(java.util.Collections.nCopies(40, writing))) {
        assertThat(written.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String text(Event event) {
    return new String(new EventJsonWriter(EventApi.CORE_V1).write(event), UTF_8);
  }
}
