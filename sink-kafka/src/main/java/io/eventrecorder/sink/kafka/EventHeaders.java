package io.eventrecorder.sink.kafka;

import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record, in the array that the producer reads. Kafka's own implementation copies
 * them into a new array for each record. Interceptors may use all methods of {@link Headers}, with
 * the results and exceptions of Kafka's implementation, with two differences. These headers stay
 * writable after {@code send}, because the producer closes headers of Kafka's own class only; a
 * later change does not change the record that was sent. And they are equal to themselves only. Not
 * thread-safe.
 */
final class EventHeaders implements Headers {
  /** Most records have this many headers: all but {@code ce_traceparent}. */
  private static final int ROOM = 10;

  private Header[] array = new Header[ROOM];
  private int size;

  @Override
  public EventHeaders add(Header header) {
    Objects.requireNonNull(header, "Header cannot be null.");
    if (size == array.length) {
      array = Arrays.copyOf(array, size + 1);
    }
    array[size++] = header;
    return this;
  }

  @Override
  public EventHeaders add(String key, byte @Nullable [] value) {
    return add(
        new SimpleHeader(Objects.requireNonNull(key, "Null header keys are not permitted"), value));
  }

  @Override
  public EventHeaders remove(String key) {
    checkKey(key);
    array = stream().filter(header -> !header.key().equals(key)).toArray(Header[]::new);
    size = array.length;
    return this;
  }

  @Override
  public @Nullable Header lastHeader(String key) {
    checkKey(key);
    for (int i = size - 1; i >= 0; i--) {
      if (array[i].key().equals(key)) {
        return array[i];
      }
    }
    return null;
  }

  @Override
  public Iterable<Header> headers(String key) {
    checkKey(key);
    return () -> stream().filter(header -> header.key().equals(key)).toList().iterator();
  }

  @Override
  public Iterator<Header> iterator() {
    return new Elements();
  }

  /**
   * {@return the headers} This gives the array away: a later change of the headers makes a new one.
   * The caller must not change it, because further calls may return the same array.
   */
  @Override
  public Header[] toArray() {
    if (size < array.length) {
      array = Arrays.copyOf(array, size);
    }
    return array;
  }

  @Override
  public String toString() {
    return stream().map(Header::key).toList().toString();
  }

  private Stream<Header> stream() {
    return Arrays.stream(array, 0, size);
  }

  private static void checkKey(@Nullable String key) {
    if (key == null) {
      throw new IllegalArgumentException("key cannot be null.");
    }
  }

  /** For interceptors: the producer reads the array. */
  private final class Elements implements Iterator<Header> {
    private int next;
    private boolean removable;
    private int expectedSize = size;

    @Override
    public boolean hasNext() {
      return next != size;
    }

    @Override
    public Header next() {
      checkUnchanged();
      if (next == size) {
        throw new NoSuchElementException();
      }
      removable = true;
      return array[next++];
    }

    @Override
    public void remove() {
      if (!removable) {
        throw new IllegalStateException();
      }
      checkUnchanged();
      int removed = --next;
      array =
          IntStream.range(0, size)
              .filter(i -> i != removed)
              .mapToObj(i -> array[i])
              .toArray(Header[]::new);
      size = array.length;
      expectedSize = size;
      removable = false;
    }

    private void checkUnchanged() {
      if (size != expectedSize) {
        throw new ConcurrentModificationException();
      }
    }
  }
}
