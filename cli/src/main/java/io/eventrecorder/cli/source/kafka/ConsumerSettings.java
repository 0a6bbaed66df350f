package io.eventrecorder.cli.source.kafka;

import io.eventrecorder.cli.terminal.CommandException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The configuration of the consumer: the defaults of the source, and the user's settings. */
final class ConsumerSettings {
  /** How soon new partitions are noticed. */
  private static final String METADATA_AGE_MILLIS = "10000";

  /** Reading is without a group: the positions are the user's resume file. */
  private static final List<String> RESERVED =
      List.of(
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

  /** A password in quotes, as in a JAAS configuration, where it is a part of the value. */
  private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']+)[\"']");

  private final Map<String, Object> all = new LinkedHashMap<>();
  private final List<String> secrets = new ArrayList<>();

  /** Throws if a setting cannot be set by users. */
  ConsumerSettings(TopicOptions options) {
    for (String name : RESERVED) {
      if (options.consumer().containsKey(name)) {
        throw CommandException.usage(
            "eventrecorder.source.kafka.consumer."
                + name
                + " cannot be set: the command sets it itself; remove it");
      }
    }
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, "event-record");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MILLIS);
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    all.putAll(options.consumer());
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // a gap must be reported
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    options.consumer().forEach(this::addSecrets);
  }

  private void addSecrets(String name, String value) {
    ConfigDef.ConfigKey known = ConsumerConfig.configDef().configKeys().get(name);
    if ((known != null && known.type != ConfigDef.Type.PASSWORD) || value.isBlank()) {
      return;
    }
    secrets.add(value);
    Matcher part = QUOTED.matcher(value);
    while (part.find()) {
      secrets.add(part.group(1));
    }
  }

  Consumer<byte[], byte[]> newConsumer() {
    try {
      return new KafkaConsumer<>(all);
    } catch (KafkaException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw CommandException.usage(
          "the Kafka consumer cannot be created: "
              + redact(String.valueOf(root.getMessage()))
              + "; check --bootstrap-servers and eventrecorder.source.kafka.consumer.*");
    }
  }

  /** {@return those settings that an admin client has, too, and those that are unknown to Kafka} */
  Map<String, Object> forAdmin() {
    Map<String, Object> admin = new LinkedHashMap<>(all);
    admin
        .keySet()
        .removeIf(
            name ->
                ConsumerConfig.configNames().contains(name)
                    && !AdminClientConfig.configNames().contains(name));
    // An admin client refuses combinations of these that a consumer accepts.
    admin.remove(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG);
    admin.remove(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
    return admin;
  }

  String brokers() {
    return "the brokers at " + all.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** {@return the text without passwords and without the values of settings unknown to Kafka} */
  String redact(String text) {
    String result = text;
    for (String secret : secrets) {
      result = result.replace(secret, "***");
    }
    return result;
  }
}
