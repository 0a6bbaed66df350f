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
  void settings_that_may_not_be_read_are_not_checked() {
    RelayOptions options =
        RelayOptions.builder().bootstrapServers("localhost:9092").from("events").build();
    assertThat(TopicSettings.check(options, Map.of("events", new Config(List.of())))).isEmpty();
  }
}
