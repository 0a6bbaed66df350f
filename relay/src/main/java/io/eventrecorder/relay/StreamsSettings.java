package io.eventrecorder.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams. docs/relay.md says why each is set. */
final class StreamsSettings {
  private static final int SESSION_TIMEOUT_MILLIS = 45_000;
  private static final long CACHE_BYTES = 64L << 20;

  /** Settings that the relay needs as they are, and why. */
  private static final Map<String, String> RESERVED =
      Map.ofEntries(
          Map.entry(
              StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
              "the relay counts exactly once, and works in no other way"),
          Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, "call RelayOptions.Builder.applicationId"),
          Map.entry(
              StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "call RelayOptions.Builder.bootstrapServers"),
          Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "call RelayOptions.Builder.threads"),
          Map.entry(
              StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "call RelayOptions.Builder.commitInterval"),
          Map.entry(
              CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, "call RelayOptions.Builder.instanceId"),
          Map.entry(ConsumerConfig.GROUP_ID_CONFIG, "it is the application id"),
          Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "Kafka Streams chooses it"),
          Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "exactly once needs read_committed"),
          Map.entry(
              StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
              "a record that is skipped would be missing in the counts"),
          Map.entry(
              StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
              "a record that is skipped would be missing in the counts"),
          Map.entry(
              StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
              "the relay reads bytes, which cannot fail"));

  private StreamsSettings() {}

  /**
   * Checks that a user may set a setting.
   *
   * @throws IllegalArgumentException with the reason if not
   */
  static void refuseReserved(String name) {
    String bare =
        name.replaceFirst("^(main\\.|restore\\.|global\\.)?(consumer|producer|admin)\\.", "");
    String reason = RESERVED.get(bare);
    if (reason != null) {
      throw new IllegalArgumentException("kafka setting " + name + " cannot be set: " + reason);
    }
  }

  /** {@return all settings of an instance} */
  static Properties of(RelayOptions options) {
    Map<String, Object> all = new HashMap<>();
    all.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.putAll(options.kafka());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, options.applicationId());
    all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, options.commitInterval().toMillis());
    String instanceId = options.instanceId();
    if (instanceId != null) {
      all.put(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, instanceId);
    }
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }
}
