package io.eventrecorder.relay;

import io.eventrecorder.relay.dedup.SeenStore;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What was seen, in a store of Kafka Streams. */
final class StoredSeen implements SeenStore {
  private static final ByteArraySerializer SERIALIZER = new ByteArraySerializer();

  private final KeyValueStore<Bytes, byte[]> store;

  StoredSeen(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return store.get(Bytes.wrap(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    store.put(Bytes.wrap(key), value);
  }

  @Override
  public void delete(byte[] key) {
    store.delete(Bytes.wrap(key));
  }

  @Override
  public void forEach(byte[] prefix, BiConsumer<byte[], byte[]> action) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.prefixScan(prefix, SERIALIZER)) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        action.accept(entry.key.get(), entry.value);
      }
    }
  }
}
