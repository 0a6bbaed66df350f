package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
  private static List<String> check(String topic, String name, String value) {
    RelayOptions options =
        RelayOptions.builder().bootstrapServers("localhost:9092").from("events").build();
    return TopicSettings.check(
        options, Map.of(topic, new Config(List.of(new ConfigEntry(name, value)))));
  }

  @Test
  void times_of_records_should_be_those_of_their_arrival() {
    assertThat(check("events", "message.timestamp.type", "CreateTime"))
        .singleElement()
        .asString()
        .contains("topic events has message.timestamp.type=CreateTime")
        .contains("set it to LogAppendTime");
    assertThat(check("events", "message.timestamp.type", "LogAppendTime")).isEmpty();
  }

  @Test
  void the_topic_of_states_should_be_compacted() {
    assertThat(check("events.correlated", "cleanup.policy", "delete"))
        .singleElement()
        .asString()
        .contains("compact,delete");
    assertThat(check("events.correlated", "cleanup.policy", "compact,delete")).isEmpty();
    assertThat(check("events.dead", "cleanup.policy", "delete")).isEmpty();
  }

  @Test
  void a_topic_must_take_the_largest_record_of_the_relay() {
    for (String topic : new String[] {"events.correlated", "events.dead"}) {
      assertThatExceptionOfType(RelayException.class)
          .isThrownBy(() -> check(topic, "max.message.bytes", "1000000"))
          .withMessageContaining("topic " + topic + " has max.message.bytes=1000000")
          .withMessageContaining("Raise max.message.bytes to 1000500, or lower maxOutputBytes");
      assertThat(check(topic, "max.message.bytes", "1048588")).isEmpty();
    }
    assertThat(check("events", "max.message.bytes", "1000")).isEmpty();
  }

  @Test
  void topics_that_are_compacted_and_must_not_be_are_refused() {
    for (String policy : new String[] {"compact", "compact,delete"}) {
      assertThatExceptionOfType(RelayException.class)
          .isThrownBy(() -> check("events.dead", "cleanup.policy", policy))
          .withMessageContaining("topic events.dead has cleanup.policy=" + policy)
          .withMessageContaining("a dead letter without a key")
          .withMessageContaining("Set cleanup.policy to delete");
      assertThatExceptionOfType(RelayException.class)
          .isThrownBy(() -> check("events", "cleanup.policy", policy))
          .withMessageContaining("topic events has cleanup.policy=" + policy)
          .withMessageContaining("would not be counted");
    }
    assertThat(check("events", "cleanup.policy", "delete")).isEmpty();
  }

  @Test
  void a_topic_that_one_lost_broker_can_damage_is_named() {
    Map<String, Config> configs =
        Map.of("two", new Config(List.of(new ConfigEntry("min.insync.replicas", "1"))));
    Map<String, Integer> replicas = Map.of("one", 1, "two", 3, "three", 3);
    assertThat(TopicSettings.checkReplicas(3, replicas, configs))
        .hasSize(2)
        .anySatisfy(text -> assertThat(text).contains("topic one has a partition with one replica"))
        .anySatisfy(text -> assertThat(text).contains("topic two has min.insync.replicas=1"));
    assertThat(TopicSettings.checkReplicas(1, replicas, configs)).isEmpty();
  }

  @Test
  void settings_that_may_not_be_read_are_not_checked() {
    RelayOptions options =
        RelayOptions.builder().bootstrapServers("localhost:9092").from("events").build();
    assertThat(TopicSettings.check(options, Map.of("events", new Config(List.of())))).isEmpty();
  }
}
