package io.eventrecorder.sink.kafka;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a producer that the sink creates: the defaults of the sink, and the user's
 * settings, which replace them. The sink does not set idempotence and {@code acks=all}: they are
 * Kafka's own defaults, and if the sink set them, a user's {@code acks=1} would contradict them.
 * Immutable.
 */
final class ProducerSettings {
  static final ConfigDef DEFINITION = ProducerConfig.configDef();

  /** Long enough to fetch the metadata of a topic, and short enough for a command that ends. */
  private static final int MAX_BLOCK_MILLIS = 3_000;

  /**
   * The size of the largest event that the library reads, and of its headers. Whether a record is
   * too large is for the topic to decide, not for the client.
   */
  private static final int MAX_REQUEST_BYTES = 5 << 20;

  /** For the time that a write waits for the sender's thread. */
  private static final Duration ATTEMPT_MARGIN = Duration.ofSeconds(5);

  private final String optionPrefix;
  private final String bootstrapServers;
  private final Map<String, Object> userSettings;
  private final Map<String, Object> all = new LinkedHashMap<>();
  private final SecretRedactor redactor;

  /**
   * The defaults of the sink, and the user's settings.
   *
   * @param optionPrefix what messages write before the name of an option of the sink
   * @param clientId the default {@code client.id}
   * @param bootstrapServers the brokers; empty if the user's settings name them
   * @param userSettings any settings of a producer
   */
  ProducerSettings(
      String optionPrefix, String clientId, String bootstrapServers, Map<String, ?> userSettings) {
    this.optionPrefix = optionPrefix;
    this.bootstrapServers = bootstrapServers;
    this.userSettings = Collections.unmodifiableMap(new TreeMap<>(userSettings));
    all.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    if (!bootstrapServers.isBlank()) {
      all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }
    all.putAll(userSettings);
    this.redactor =
        new SecretRedactor(
            userSettings.entrySet().stream()
                .filter(setting -> mayBeSecret(setting.getKey()))
                .map(Map.Entry::getValue)
                .toList());
  }

  /**
   * Kafka itself prints the values of all settings that it knows, except passwords. If the sink hid
   * those values too, its messages would not be readable.
   */
  private static boolean mayBeSecret(String name) {
    ConfigDef.ConfigKey known = DEFINITION.configKeys().get(name);
    return known == null || known.type == ConfigDef.Type.PASSWORD;
  }

  String optionPrefix() {
    return optionPrefix;
  }

  /** {@return the brokers that the option of the sink names; empty if it is not set} */
  String bootstrapServers() {
    return bootstrapServers;
  }

  /** {@return what the user has set, without the defaults of the sink} */
  Map<String, Object> userSettings() {
    return userSettings;
  }

  /** {@return whether the user has set nothing at all} */
  boolean isEmpty() {
    return bootstrapServers.isEmpty() && userSettings.isEmpty();
  }

  Producer<byte[], byte[]> newProducer() {
    return new KafkaProducer<>(forProducer());
  }

  /** {@return the configuration of the producer} */
  Map<String, Object> forProducer() {
    Map<String, Object> complete = new LinkedHashMap<>(all);
    complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return complete;
  }

  /** {@return the configuration of an admin client with the same brokers and login} */
  Map<String, Object> forAdmin(Duration timeout) {
    Map<String, Object> admin = new LinkedHashMap<>(all);
    admin
        .keySet()
        .removeIf(
            name ->
                ProducerConfig.configNames().contains(name)
                    && !AdminClientConfig.configNames().contains(name));
    int millis = (int) timeout.toMillis();
    admin.put(
        AdminClientConfig.CLIENT_ID_CONFIG, all.get(ProducerConfig.CLIENT_ID_CONFIG) + "-check");
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    return admin;
  }

  /**
   * {@return how long the pipeline waits for a write} The producer gives up earlier, so that the
   * pipeline gets the producer's error and not its own time-out.
   */
  Duration attemptTimeout() {
    return millis(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)
        .plus(millis(ProducerConfig.MAX_BLOCK_MS_CONFIG))
        .plus(ATTEMPT_MARGIN);
  }

  private Duration millis(String name) {
    Object defaultValue = DEFINITION.defaultValues().get(name);
    try {
      return millis(all.getOrDefault(name, defaultValue));
    } catch (NumberFormatException e) { // a variable of a config provider
      return millis(defaultValue);
    }
  }

  private static Duration millis(@Nullable Object value) {
    return Duration.ofMillis(Long.parseLong(String.valueOf(value).strip()));
  }

  /** {@return whether the brokers do not acknowledge records} */
  boolean isUnacknowledged() {
    return String.valueOf(all.get(ProducerConfig.ACKS_CONFIG)).strip().equals("0");
  }

  boolean namesBrokers() {
    return !String.valueOf(all.getOrDefault(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "")).isBlank();
  }

  /** {@return what messages about failures say of this producer} */
  ErrorContext errorContext() {
    String brokers = "the brokers at " + all.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    return new ErrorContext(brokers, false, this::redact);
  }

  /** {@return the text without passwords and without the values of settings unknown to Kafka} */
  String redact(String text) {
    return redactor.redact(text);
  }
}
