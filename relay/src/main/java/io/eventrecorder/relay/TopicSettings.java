package io.eventrecorder.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the settings of the topics of a relay. */
final class TopicSettings {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSettings.class);

  /** What a batch with one record has in addition to the record. */
  private static final int BATCH_BYTES = 500;

  private final RelayOptions options;
  private final List<String> warnings = new ArrayList<>();

  private TopicSettings(RelayOptions options) {
    this.options = options;
  }

  /**
   * Logs a warning for each setting that does not fit.
   *
   * @param configs the settings of the topics that may be read
   * @return the warnings
   * @throws RelayException if a topic would refuse records of the relay
   */
  static List<String> check(RelayOptions options, Map<String, Config> configs) {
    TopicSettings settings = new TopicSettings(options);
    configs.forEach(settings::check);
    settings.warnings.forEach(LOG::warn);
    return List.copyOf(settings.warnings);
  }

  /**
   * Logs a warning for each topic that one lost broker can damage.
   *
   * @param brokers how many brokers there are; with one, there is no remedy and no warning
   * @param replicas the least number of replicas of a partition, for each topic
   * @param configs the settings of the topics that may be read
   * @return the warnings
   */
  static List<String> checkReplicas(
      int brokers, Map<String, Integer> replicas, Map<String, Config> configs) {
    List<String> warnings = new ArrayList<>();
    if (brokers > 1) {
      replicas.forEach(
          (topic, number) -> {
            Config config = configs.get(topic);
            if (number == 1) {
              warnings.add(
                  "topic "
                      + topic
                      + " has a partition with one replica: if its broker is lost, so are its"
                      + " records; give it three replicas");
            } else if (config != null
                && value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).equals("1")) {
              warnings.add(
                  "topic "
                      + topic
                      + " has min.insync.replicas=1: a record that only one broker has counts as"
                      + " written; set it to 2");
            }
          });
    }
    warnings.forEach(LOG::warn);
    return List.copyOf(warnings);
  }

  private void check(String topic, Config config) {
    String policy = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (options.inputs().containsKey(topic)) {
      refuseCompaction(
          topic,
          policy,
          "it would remove all occurrences of an object but the newest, and they would not be"
              + " counted");
      checkTime(topic, value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
    } else {
      checkSize(topic, value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    }
    if (topic.equals(options.outputTopic())) {
      checkCompaction(topic, policy);
    } else if (topic.equals(options.deadTopic())) {
      refuseCompaction(
          topic,
          policy,
          "it would refuse a dead letter without a key, which would stop a partition, and remove"
              + " all dead letters of a key but the newest");
    }
  }

  private static void refuseCompaction(String topic, String policy, String reason) {
    if (policy.contains("compact")) {
      throw new RelayException(
          "topic "
              + topic
              + " has cleanup.policy="
              + policy
              + ": "
              + reason
              + ". Set cleanup.policy to delete");
    }
  }

  private void checkTime(String topic, String type) {
    if (!type.isEmpty() && !type.equals("LogAppendTime")) {
      warnings.add(
          "topic "
              + topic
              + " has message.timestamp.type="
              + type
              + ": a program with a wrong clock can move the time of a partition by some seconds;"
              + " set it to LogAppendTime");
    }
  }

  private void checkSize(String topic, String bytes) {
    if (!bytes.isEmpty() && Long.parseLong(bytes) < options.maxOutputBytes() + BATCH_BYTES) {
      throw new RelayException(
          "topic "
              + topic
              + " has max.message.bytes="
              + bytes
              + ", and the relay writes records of up to "
              + options.maxOutputBytes()
              + " bytes: a record that the topic refuses would stop its partition. Raise"
              + " max.message.bytes to "
              + (options.maxOutputBytes() + BATCH_BYTES)
              + ", or lower maxOutputBytes");
    }
  }

  private void checkCompaction(String topic, String policy) {
    if (!policy.isEmpty() && !policy.contains("compact")) {
      warnings.add(
          "topic "
              + topic
              + " has cleanup.policy="
              + policy
              + ": it keeps all states of an event, and deletes events that still change; set it to"
              + " compact,delete");
    }
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    String value = entry == null ? null : entry.value();
    return value == null ? "" : value;
  }
}
