package io.eventrecorder.sink.kafka;

import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one sink. Immutable.
 *
 * @param name the name of the sink, used in the names of its threads
 * @param optionPrefix what messages write before the name of an option; empty for a sink in code
 * @param format what a record looks like, and its topic
 * @param key the rule for the keys of records
 * @param deadLetterTopic the topic for records that the other topic refuses; empty for none
 * @param producerSettings the configuration of the producer that the sink creates
 * @param providedProducer the producer of the application; null if the sink creates its own
 */
record SinkSettings(
    String name,
    String optionPrefix,
    RecordFormat.Settings format,
    RecordKeys.Rule key,
    String deadLetterTopic,
    ProducerSettings producerSettings,
    @Nullable Producer<byte[], byte[]> providedProducer) {
  String topic() {
    return format.topic();
  }

  /** {@return the problems of these settings, each with its remedy; empty if there are none} */
  List<String> check() {
    List<String> problems = new ArrayList<>();
    checkTopicName("topic", topic(), problems);
    if (!deadLetterTopic.isEmpty()) {
      checkTopicName("dead-letter-topic", deadLetterTopic, problems);
      if (deadLetterTopic.equals(topic())) {
        problems.add(
            optionPrefix + "dead-letter-topic is the same topic as topic: use a different topic");
      }
    }
    if (format.tombstones() && key.keyBy() == KeyBy.OBJECT && key.custom() == null) {
      problems.add(
          optionPrefix
              + "tombstones=true with key=object would delete other events of the same object: set "
              + optionPrefix
              + "key=event too");
    }
    if (providedProducer == null) {
      problems.addAll(new ProducerSettingsCheck(producerSettings).problems());
    } else if (!producerSettings.isEmpty()) {
      problems.add(
          "the application provides a producer, and there are also settings for a new one: remove"
              + " the bootstrap servers and the producer settings, or remove the producer");
    }
    return problems;
  }

  private void checkTopicName(String option, String value, List<String> problems) {
    if (!Topic.isValid(value)) {
      problems.add(
          optionPrefix
              + option
              + "="
              + value
              + " is not a valid topic name: use 1 to 249 letters, digits, '.', '_' and '-'");
    }
  }
}
