package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class EventHeadersTest {
  private final EventHeaders headers = new EventHeaders();

  @Test
  void headers_stay_in_the_order_in_which_they_were_added() {
    IntStream.range(0, 25).forEach(i -> headers.add("key" + i, new byte[0]));

    assertThat(headers.toArray())
        .extracting(Header::key)
        .containsExactly(IntStream.range(0, 25).mapToObj(i -> "key" + i).toArray(String[]::new));
    assertThat(headers).containsExactly(headers.toArray());
  }

  @Test
  void a_later_change_does_not_change_an_array_that_was_read() {
    headers.add("a", new byte[0]).add("b", new byte[0]);
    Header[] read = headers.toArray();

    headers.add("c", new byte[0]).remove("a");

    assertThat(read).extracting(Header::key).containsExactly("a", "b");
    assertThat(headers).extracting(Header::key).containsExactly("b", "c");
  }

  @Test
  void headers_are_found_by_key() {
    headers.add("a", bytes("1")).add("b", bytes("2")).add("a", bytes("3"));

    assertThat(headers.headers("a"))
        .extracting(Header::value)
        .containsExactly(bytes("1"), bytes("3"));
    assertThat(headers.lastHeader("a")).extracting(Header::value).isEqualTo(bytes("3"));
    assertThat(headers.lastHeader("c")).isNull();
    assertThat(headers.headers("c")).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
