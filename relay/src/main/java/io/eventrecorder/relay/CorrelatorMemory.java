package io.eventrecorder.relay;

import io.eventrecorder.spi.StatefulCorrelator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The correlator of a task. The store mirrors its memory. If the correlator fails, a new one is
 * made from the store. Confined to the thread of its task.
 */
final class CorrelatorMemory {
  private final Supplier<StatefulCorrelator> factory;
  private final KeyValueStore<Bytes, byte[]> store;
  private final int maxPartBytes;
  private final StatefulCorrelator.Parts collected = new Collected();

  /** A change without a value removes its key. */
  private final List<KeyValue<Bytes, byte @Nullable []>> changes = new ArrayList<>();

  private StatefulCorrelator correlator;

  /**
   * Makes a correlator with the memory that the store has.
   *
   * @param factory makes correlators that know nothing
   * @param store has the parts of the memory
   * @param maxPartBytes the most bytes of a part, so that the changelog topic can take it
   */
  CorrelatorMemory(
      Supplier<StatefulCorrelator> factory, KeyValueStore<Bytes, byte[]> store, int maxPartBytes) {
    this.factory = factory;
    this.store = store;
    this.maxPartBytes = maxPartBytes;
    this.correlator = restored();
  }

  StatefulCorrelator correlator() {
    return correlator;
  }

  /** Forgets what the correlator did since the last {@link #keep}. */
  void rollBack() {
    changes.clear();
    correlator = restored();
  }

  /**
   * Takes the changes of the correlator. They are in the store only after {@link #keep}.
   *
   * @throws IllegalStateException if a part is too large; then call {@link #rollBack}
   */
  void collect() {
    correlator.changes(collected);
  }

  private final class Collected implements StatefulCorrelator.Parts {
    @Override
    public void put(byte[] key, byte[] value) {
      if ((long) key.length + value.length > maxPartBytes) {
        throw new IllegalStateException(
            "a part of the memory of the correlator has %d bytes, and may have %d; record smaller events, or raise maxOutputBytes"
                .formatted((long) key.length + value.length, maxPartBytes));
      }
      changes.add(new KeyValue<>(Bytes.wrap(key), value));
    }

    @Override
    public void remove(byte[] key) {
      changes.add(new KeyValue<>(Bytes.wrap(key), null));
    }
  }

  /** Puts the collected changes into the store. */
  void keep() {
    for (KeyValue<Bytes, byte @Nullable []> change : changes) {
      store.put(change.key, change.value); // null deletes
    }
    changes.clear();
  }

  private StatefulCorrelator restored() {
    StatefulCorrelator made = factory.get();
    try (KeyValueIterator<Bytes, byte[]> parts = store.all()) {
      while (parts.hasNext()) {
        KeyValue<Bytes, byte[]> part = parts.next();
        if (!part.key.equals(StoreMarks.KEY)) {
          made.restore(part.key.get(), part.value);
        }
      }
    }
    made.restored();
    mirror(made);
    return made;
  }

  /** The first changes are the whole memory; only what differs is written. */
  private void mirror(StatefulCorrelator made) {
    Set<Bytes> kept = new HashSet<>();
    kept.add(StoreMarks.KEY);
    made.changes(
        new StatefulCorrelator.Parts() {
          @Override
          public void put(byte[] key, byte[] value) {
            Bytes wrapped = Bytes.wrap(key);
            kept.add(wrapped);
            if (!Arrays.equals(store.get(wrapped), value)) {
              store.put(wrapped, value);
            }
          }

          @Override
          public void remove(byte[] key) {
            kept.remove(Bytes.wrap(key));
          }
        });
    List<Bytes> forgotten = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> parts = store.all()) {
      while (parts.hasNext()) {
        Bytes key = parts.next().key;
        if (!kept.contains(key)) {
          forgotten.add(key);
        }
      }
    }
    forgotten.forEach(store::delete);
  }
}
