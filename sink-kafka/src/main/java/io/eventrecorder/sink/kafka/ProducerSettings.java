package io.eventrecorder.sink.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a producer of our own. Idempotence and {@code acks=all} are Kafka's own
 * defaults; set here, they would turn a user's {@code acks=1} into a contradiction. Immutable.
 */
final class ProducerSettings {
  /** Long enough to hear about a topic, short enough for a command that ends. */
  private static final int MAX_BLOCK_MILLIS = 3_000;

  /** The largest event that is read, and its headers: the topic, not the client, is to decide. */
  private static final int MAX_REQUEST_BYTES = 5 << 20;

  /** For what waits to be handed over. */
  private static final Duration ATTEMPT_MARGIN = Duration.ofSeconds(5);

  private static final ConfigDef DEFINITION = ProducerConfig.configDef();

  private final String sinkPrefix;
  private final String prefix;
  private final Map<String, Object> given;
  private final Map<String, Object> all = new LinkedHashMap<>();
  private final SecretRedactor secrets;
  private final String brokers;
  private final boolean twice;

  /**
   * Defaults, and what is given over them.
   *
   * @param sinkPrefix of the sink's options in messages
   * @param clientId the default client.id
   * @param bootstrapServers where brokers are; empty if given says it
   * @param given anything that a producer takes
   */
  ProducerSettings(
      String sinkPrefix, String clientId, String bootstrapServers, Map<String, ?> given) {
    this.sinkPrefix = sinkPrefix;
    this.prefix = sinkPrefix + "producer.";
    this.given = new TreeMap<>(given);
    all.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    if (!bootstrapServers.isBlank()) {
      all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }
    all.putAll(given);
    this.secrets =
        new SecretRedactor(
            given.entrySet().stream()
                .filter(setting -> mayBeSecret(setting.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    this.brokers = "the brokers at " + all.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    this.twice =
        !bootstrapServers.isBlank() && given.containsKey(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** What Kafka itself would show is none; without it, nobody could read what it says. */
  private static boolean mayBeSecret(String name) {
    ConfigDef.ConfigKey known = DEFINITION.configKeys().get(name);
    return known == null || known.type == ConfigDef.Type.PASSWORD;
  }

  /** {@return what cannot work, each with its remedy} */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (String name :
        List.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG)) {
      if (given.containsKey(name)) {
        problems.add(prefix + name + " cannot be set: this sink writes bytes; remove it");
      }
    }
    if (given.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
      problems.add(
          prefix
              + ProducerConfig.TRANSACTIONAL_ID_CONFIG
              + " cannot be set: this sink uses no transactions; remove it");
    }
    if (twice) {
      problems.add(
          sinkPrefix
              + "bootstrap-servers and "
              + prefix
              + ProducerConfig.BOOTSTRAP_SERVERS_CONFIG
              + " both name the brokers: remove one");
    }
    if (String.valueOf(all.getOrDefault(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "")).isBlank()) {
      problems.add( // by us: clients 4.0 and 4.1 find out when they connect
          "no brokers are named: set "
              + sinkPrefix
              + "bootstrap-servers=<host:port>, or "
              + prefix
              + ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    }
    if (problems.isEmpty() && !given.containsKey("config.providers")) {
      for (ConfigValue value : DEFINITION.validate(asText())) {
        // The first one: without a value, there is another to say about that.
        value.errorMessages().stream()
            .limit(1)
            .forEach(error -> problems.add(notAccepted(value.name(), error)));
      }
    }
    return problems.stream().distinct().toList();
  }

  private String notAccepted(String name, String error) {
    return prefix + name + " is not accepted by Kafka: " + secrets.redacted(error);
  }

  private Map<String, String> asText() {
    Map<String, String> text = new LinkedHashMap<>();
    forProducer().forEach((name, value) -> text.put(name, asText(value)));
    return text;
  }

  /** As it would be in a file: code may give a class or a list. */
  private static String asText(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(ProducerSettings::asText).collect(Collectors.joining(","));
    }
    return value instanceof Class<?> type ? type.getName() : String.valueOf(value);
  }

  /** {@return names that Kafka does not know; it hands them to interceptors and the like} */
  List<String> unknown() {
    return given.keySet().stream()
        .filter(name -> !ProducerConfig.configNames().contains(name))
        .filter(name -> !name.startsWith("config.providers."))
        .map(
            name ->
                prefix
                    + name
                    + " is no setting of a Kafka producer"
                    + SettingSuggestion.nearest(name, ProducerConfig.configNames())
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse(", and only of use to a plug-in that reads it"))
        .toList();
  }

  Producer<byte[], byte[]> newProducer() {
    return new KafkaProducer<>(forProducer());
  }

  /** {@return the same connection, for asking about it; it does not wait long} */
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

  /** {@return longer than the producer takes to give up, so that it is the one that tells} */
  Duration attemptTimeout() {
    return millis(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)
        .plus(millis(ProducerConfig.MAX_BLOCK_MS_CONFIG))
        .plus(ATTEMPT_MARGIN);
  }

  private Duration millis(String name) {
    Object standard = DEFINITION.defaultValues().get(name);
    try {
      return millis(all.getOrDefault(name, standard));
    } catch (NumberFormatException e) { // a variable of a config provider
      return millis(standard);
    }
  }

  private static Duration millis(@Nullable Object value) {
    return Duration.ofMillis(Long.parseLong(String.valueOf(value).strip()));
  }

  /** {@return whether nobody tells what became of a record} */
  boolean isUnacknowledged() {
    return String.valueOf(all.get(ProducerConfig.ACKS_CONFIG)).strip().equals("0");
  }

  /** {@return who the brokers are, in words} */
  String brokers() {
    return brokers;
  }

  /** {@return the text without passwords, and without values of what Kafka does not know} */
  String redacted(String text) {
    return secrets.redacted(text);
  }

  /** {@return what a producer is made with} */
  Map<String, Object> forProducer() {
    Map<String, Object> complete = new LinkedHashMap<>(all);
    complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return complete;
  }
}
