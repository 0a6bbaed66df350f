package io.eventrecorder.relay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Stores in memory that keep their content when a driver is closed, as changelogs do. */
final class KeptStores {
  private final Map<String, NavigableMap<Bytes, byte[]>> contents = new TreeMap<>();

  /** {@return the content of a store} */
  NavigableMap<Bytes, byte[]> content(String name) {
    return contents.computeIfAbsent(name, any -> new TreeMap<>());
  }

  KeyValueBytesStoreSupplier supplier(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new Kept(name, content(name));
      }

      @Override
      public String metricsScope() {
        return "kept";
      }
    };
  }

  private static final class Kept implements KeyValueStore<Bytes, byte[]> {
    private final String name;
    private final NavigableMap<Bytes, byte[]> map;
    private boolean open;

    Kept(String name, NavigableMap<Bytes, byte[]> map) {
      this.name = name;
      this.map = map;
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
      if (value == null) {
        map.remove(key);
      } else {
        map.put(key, value);
      }
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
      return map.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
      entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
      return map.remove(key);
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
      return map.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
      Map<Bytes, byte[]> part = map;
      if (from != null) {
        part = map.tailMap(from, true);
      }
      List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
      part.forEach(
          (key, value) -> {
            if (to == null || key.compareTo(to) <= 0) {
              entries.add(KeyValue.pair(key, value));
            }
          });
      return new Entries(entries.iterator());
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
        P prefix, PS serializer) {
      byte[] start = serializer.serialize("", prefix);
      List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
      map.tailMap(Bytes.wrap(start), true)
          .forEach(
              (key, value) -> {
                byte[] begin = Arrays.copyOf(key.get(), start.length);
                if (Arrays.equals(begin, start)) {
                  entries.add(KeyValue.pair(key, value));
                }
              });
      return new Entries(entries.iterator());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
      return range(null, null);
    }

    @Override
    public long approximateNumEntries() {
      return map.size();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
      context.register(root, (key, value) -> put(Bytes.wrap(key), value));
      open = true;
    }

    @Override
    public void close() {
      open = false;
    }

    @Override
    public boolean persistent() {
      return false;
    }

    @Override
    public Position getPosition() {
      return Position.emptyPosition();
    }

    @Override
    public boolean isOpen() {
      return open;
    }
  }

  private static final class Entries implements KeyValueIterator<Bytes, byte[]> {
    private final Iterator<KeyValue<Bytes, byte[]>> entries;
    private @Nullable KeyValue<Bytes, byte[]> peeked;

    Entries(Iterator<KeyValue<Bytes, byte[]>> entries) {
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      return peeked != null || entries.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<Bytes, byte[]> next = peeked;
      if (next == null) {
        if (!entries.hasNext()) {
          throw new NoSuchElementException();
        }
        return entries.next();
      }
      peeked = null;
      return next;
    }

    @Override
    public Bytes peekNextKey() {
      peeked = next();
      return peeked.key;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
