package io.eventrecorder.cli.source.kafka;

import java.util.Map;

/**
 * Which topic is read, and how.
 *
 * @param bootstrapServers the brokers to connect to first
 * @param topic the topic
 * @param consumer any settings of a Kafka consumer
 */
public record TopicOptions(String bootstrapServers, String topic, Map<String, String> consumer) {
  /**
   * Copies the settings.
   *
   * @param bootstrapServers as above
   * @param topic as above
   * @param consumer as above
   */
  public TopicOptions {
    consumer = Map.copyOf(consumer);
  }

  /** Without the settings, which may be secret. */
  @Override
  public String toString() {
    return topic + " at " + bootstrapServers;
  }
}
