package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** The calls of an interceptor; each returns what it can observe. */
  private static final Map<String, Function<Headers, @Nullable Object>> CALLS =
      Map.ofEntries(
          call("add a header", h -> h.add(new RecordHeader("d", bytes("4")))),
          call("add a key and a value", h -> h.add("d", bytes("4"))),
          call("add a null value", h -> h.add("d", null)),
          call("add a null header", h -> h.add((Header) null)),
          call("add a null key", h -> h.add(null, bytes("4"))),
          call("remove", h -> h.remove("a")),
          call("remove an unknown key", h -> h.remove("x")),
          call("remove a null key", h -> h.remove(null)),
          call("last header", h -> h.lastHeader("a").value()),
          call("last header of an unknown key", h -> h.lastHeader("x")),
          call("last header of a null key", h -> h.lastHeader(null)),
          call("headers of a null key", h -> h.headers(null)),
          call("headers of a key", h -> list(h.headers("a"))),
          call("headers of a key that is added later", EventHeadersTest::addAfterRead),
          call("remove from the headers of a key", h -> removeFirst(h.headers("a").iterator())),
          call("remove by the iterator", h -> removeFirst(h.iterator())),
          call("remove all by the iterator", EventHeadersTest::removeAll),
          call("remove twice", h -> removeTwice(h.iterator())),
          call("remove before next", h -> removeNothing(h.iterator())),
          call("add during a loop", EventHeadersTest::addInLoop),
          call("remove during a loop", EventHeadersTest::removeInLoop),
          call("next after the last one", EventHeadersTest::nextAfterLast),
          call("an array", h -> h.toArray().length));

  static Set<String> calls() {
    return CALLS.keySet();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void an_interceptor_sees_the_same_as_with_the_headers_of_kafka(String call) {
    Headers expected = new RecordHeaders();
    for (Headers each : List.of(headers, expected)) {
      each.add("a", bytes("1")).add("b", bytes("2")).add("a", bytes("3")).add("c", bytes("4"));
    }

    assertThat(outcome(headers, call)).isEqualTo(outcome(expected, call));
    assertThat(list(headers)).isEqualTo(list(expected));
    assertThat(list(List.of(headers.toArray()))).isEqualTo(list(expected));
  }

  @Test
  void a_header_that_the_iterator_removes_stays_in_an_array_that_was_read() {
    headers.add("a", new byte[0]).add("b", new byte[0]);
    Header[] read = headers.toArray();

    removeFirst(headers.iterator());

    assertThat(read).extracting(Header::key).containsExactly("a", "b");
    assertThat(headers.toArray()).extracting(Header::key).containsExactly("b");
  }

  private static Map.Entry<String, Function<Headers, @Nullable Object>> call(
      String name, Function<Headers, @Nullable Object> call) {
    return Map.entry(name, call);
  }

  private static String outcome(Headers headers, String call) {
    try {
      Object result = Objects.requireNonNull(CALLS.get(call)).apply(headers);
      if (result instanceof Headers) {
        return result == headers ? "the headers" : "other headers";
      }
      return result instanceof byte[] value ? new String(value, UTF_8) : String.valueOf(result);
    } catch (RuntimeException e) {
      return e.getClass().getName(); // The texts are not part of the contract.
    }
  }

  private static List<String> list(Iterable<Header> headers) {
    List<String> list = new ArrayList<>();
    for (Header header : headers) {
      list.add(header.key() + "=" + Arrays.toString(header.value()));
    }
    return list;
  }

  private static Object addAfterRead(Headers headers) {
    Iterable<Header> read = headers.headers("a");
    headers.add("a", bytes("5"));
    return list(read);
  }

  private static Object removeAll(Headers headers) {
    Iterator<Header> all = headers.iterator();
    while (all.hasNext()) {
      removeFirst(all);
    }
    return "removed";
  }

  private static Object removeFirst(Iterator<Header> headers) {
    headers.next();
    headers.remove();
    return "removed";
  }

  private static Object removeTwice(Iterator<Header> headers) {
    removeFirst(headers);
    headers.remove();
    return "removed twice";
  }

  private static Object removeNothing(Iterator<Header> headers) {
    headers.remove();
    return "removed";
  }

  private static Object addInLoop(Headers headers) {
    for (Header header : headers) {
      headers.add(header);
    }
    return "added";
  }

  private static Object removeInLoop(Headers headers) {
    for (Header header : headers) {
      headers.remove(header.key());
    }
    return "removed";
  }

  private static Object nextAfterLast(Headers headers) {
    Iterator<Header> all = headers.iterator();
    all.forEachRemaining(header -> {});
    return all.next();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
