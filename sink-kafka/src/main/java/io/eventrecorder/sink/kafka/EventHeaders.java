package io.eventrecorder.sink.kafka;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record, in the array that the producer reads. Kafka's own implementation copies
 * them into a new array for each record. The first call of {@link #toArray} gives the array away:
 * later changes make a new one. Not thread-safe.
 */
final class EventHeaders implements Headers {
  /** Most records have this many headers: all but {@code ce_traceparent}. */
  private static final int ROOM = 10;

  private Header[] array = new Header[ROOM];
  private int size;

  @Override
  public EventHeaders add(Header header) {
    if (size == array.length) {
      array = Arrays.copyOf(array, size + 1);
    }
    array[size++] = header;
    return this;
  }

  @Override
  public EventHeaders add(String key, byte[] value) {
    return add(new SimpleHeader(key, value));
  }

  @Override
  public EventHeaders remove(String key) {
    array = list().stream().filter(h -> !h.key().equals(key)).toArray(Header[]::new);
    size = array.length;
    return this;
  }

  @Override
  public @Nullable Header lastHeader(String key) {
    Header last = null;
    for (Header header : headers(key)) {
      last = header;
    }
    return last;
  }

  @Override
  public Iterable<Header> headers(String key) {
    return list().stream().filter(header -> header.key().equals(key)).toList();
  }

  @Override
  public Iterator<Header> iterator() {
    return list().iterator();
  }

  @Override
  public Header[] toArray() {
    if (size < array.length) {
      array = Arrays.copyOf(array, size);
    }
    return array;
  }

  @Override
  public String toString() {
    return list().stream().map(Header::key).toList().toString();
  }

  private List<Header> list() {
    return List.of(toArray());
  }
}
