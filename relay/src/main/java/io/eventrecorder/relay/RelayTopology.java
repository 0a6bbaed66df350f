package io.eventrecorder.relay;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology. Its names are fixed: the names of the changelog topics are made of them, and a new
 * name would be a new, empty memory.
 */
final class RelayTopology {
  static final String SOURCE = "events";
  static final String CORRELATE = "correlate";
  static final String WRITTEN = "written";
  static final String DEAD = "dead";
  static final String STATE_STORE = "state";
  static final String SEEN_STORE = "seen";
  static final String BOOKS_STORE = "books";

  private RelayTopology() {}

  /** {@return the topology with stores in memory} */
  static Topology of(RelaySetup setup) {
    return of(setup.options(), () -> new CorrelateProcessor(setup), Stores::inMemoryKeyValueStore);
  }

  /**
   * {@return the topology}
   *
   * @param stores makes the store of a name
   */
  static Topology of(
      RelayOptions options,
      Supplier<CorrelateProcessor> processors,
      Function<String, KeyValueBytesStoreSupplier> stores) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    ByteArraySerializer key = new ByteArraySerializer();
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        SOURCE,
        recordTime(),
        in,
        in,
        options.inputs().keySet().toArray(String[]::new));
    topology.addProcessor(CORRELATE, processors::get, SOURCE);
    for (String name : new String[] {STATE_STORE, SEEN_STORE, BOOKS_STORE}) {
      topology.addStateStore(
          store(stores.apply(name), StreamsSettings.requestBytes(options)), CORRELATE);
    }
    topology.addSink(
        WRITTEN,
        options.outputTopic(),
        key,
        Outgoing.serializer(),
        Outgoing.partitioner(),
        CORRELATE);
    topology.addSink(
        DEAD, options.deadTopic(), key, Outgoing.serializer(), Outgoing.partitioner(), CORRELATE);
    return topology;
  }

  /** A record without a time has the least one, which moves no clock. */
  private static TimestampExtractor recordTime() {
    return (record, partitionTime) -> Math.max(0, record.timestamp());
  }

  /** The cache keeps changes until the commit, so a part that changes often is written once. */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(
      KeyValueBytesStoreSupplier supplier, int largestRecord) {
    return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(largestRecord)));
  }
}
