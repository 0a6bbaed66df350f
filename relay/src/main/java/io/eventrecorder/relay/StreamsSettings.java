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

  /** Kafka Streams would set 10 s, and a pause of the JVM, or of a broker, may be longer. */
  private static final int TRANSACTION_TIMEOUT_MILLIS = 60_000;

  /** The least that Kafka Streams takes. */
  private static final int PROBING_INTERVAL_MILLIS = 60_000;

  /** What a request has in addition to the largest record. */
  private static final int REQUEST_BYTES = 10_000;

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
          Map.entry( // the older name, which Kafka Streams still reads
              "default.production.exception.handler",
              "a record that is skipped would be missing in the counts"),
          Map.entry(
              StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
              "a record that is skipped would be missing in the counts"),
          Map.entry(
              StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
              "the relay reads bytes, which cannot fail"),
          Map.entry(
              "default.deserialization.exception.handler",
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

  /** {@return the most bytes of a request of the producer, and of a batch in a changelog topic} */
  static int requestBytes(RelayOptions options) {
    return Math.max(1 << 20, options.maxOutputBytes() + REQUEST_BYTES);
  }

  /** {@return the most bytes of key and value of a record in a changelog topic} */
  static int largestPart(RelayOptions options) {
    return Math.max(1_000_000, options.maxOutputBytes());
  }

  /**
   * Checks settings that depend on others.
   *
   * @throws IllegalArgumentException with the remedy if they do not fit together
   */
  static void check(RelayOptions options) {
    Properties settings = of(options);
    int request = number(settings, ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    int least = largestPart(options) + REQUEST_BYTES;
    if (request < least) {
      throw new IllegalArgumentException(
          "kafka setting max.request.size: %d is less than what the largest record of the relay needs; set it to %d or more"
              .formatted(request, least));
    }
    int transaction = number(settings, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    if (options.commitInterval().toMillis() >= transaction) {
      throw new IllegalArgumentException(
          "commitInterval: %s is not less than transaction.timeout.ms=%d; each commit ends a transaction, so set a shorter interval"
              .formatted(options.commitInterval(), transaction));
    }
  }

  private static int number(Properties settings, String name) {
    String full = StreamsConfig.producerPrefix(name);
    String value = String.valueOf(settings.get(full)).strip();
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "kafka setting " + name + ": " + value + " is not a number", e);
    }
  }

  /** Kafka Streams reads some settings with the prefix only. */
  private static void setForProducer(Map<String, Object> all, String name, Object value) {
    Object own = all.getOrDefault(name, value);
    all.putIfAbsent(StreamsConfig.producerPrefix(name), own);
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
    all.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_INTERVAL_MILLIS);
    all.putAll(options.kafka());
    setForProducer(all, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, requestBytes(options));
    setForProducer(all, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
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
