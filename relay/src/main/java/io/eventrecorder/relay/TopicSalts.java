package io.eventrecorder.relay;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * A number for each topic, which names of events begin with. It is made of the id of the topic,
 * which is random, so topics of equal names in two clusters have different numbers, and so has a
 * topic that is deleted and created again. Immutable.
 */
final class TopicSalts {
  private final Map<String, Integer> salts;

  /**
   * Makes the numbers.
   *
   * @param ids the id of each topic; {@link Uuid#ZERO_UUID} from brokers before 2.8, then the
   *     number is made of the name
   * @throws RelayException if two topics have the same number
   */
  TopicSalts(Map<String, Uuid> ids) {
    Map<String, Integer> made = new HashMap<>();
    Map<Integer, String> topics = new HashMap<>();
    ids.forEach(
        (topic, id) -> {
          int salt = id.equals(Uuid.ZERO_UUID) ? topic.hashCode() : id.hashCode();
          made.put(topic, salt);
          String other = topics.put(salt, topic);
          if (other != null) {
            throw new RelayException(
                "topics "
                    + other
                    + " and "
                    + topic
                    + " would give the same names to events: create one of them again, or read them"
                    + " with two relays that have different applicationId and topics");
          }
        });
    this.salts = Map.copyOf(made);
  }

  /** {@return the number of a topic that the relay reads} */
  int of(String topic) {
    Integer salt = salts.get(topic);
    if (salt == null) {
      throw new IllegalArgumentException("topic " + topic + " is not one that the relay reads");
    }
    return salt;
  }
}
