package io.eventrecorder.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.testkit.FakeProviderContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The results of {@code event-record check} with a real broker. */
@ExtendWith(SharedBroker.class)
class KafkaCheckTest {
  private final KafkaBroker broker;
  private final String topic = "checked-" + UUID.randomUUID();

  KafkaCheckTest(KafkaBroker broker) {
    this.broker = broker;
  }

  @Test
  void a_topic_that_works_is_described() {
    broker.createTopic(topic, 3, Map.of());

    assertThat(check(plain()))
        .containsExactly(
            "OK connection one broker: " + broker.bootstrapServers(),
            "WARNING topic "
                + topic
                + " 3 partitions, one replica: acknowledged records are lost if its broker is lost;"
                + " use 3 if that matters",
            "OK permission on " + topic + " this client may write",
            "OK settings of "
                + topic
                + " cleanup.policy=delete, retention.ms=-1, message.timestamp.type=CreateTime,"
                + " min.insync.replicas=1, max.message.bytes=1048588");
  }

  @Test
  void a_client_that_can_write_to_the_wrong_topic_is_reported() {
    SinkSettings settings =
        KafkaEventSink.builder(topic).bootstrapServers(broker.bootstrapServers()).settings();
    broker.createTopic(topic, 1, Map.of());

    assertThat(KafkaCheck.run(settings, "4.0.1"))
        .first()
        .hasToString(
            "WARNING, kafka-clients: 4.0.1 can write a record to another topic after a delivery has"
                + " timed out, unnoticed (CVE-2026-35554): use 4.0.2 or 4.2 and later, unless your"
                + " vendor has corrected it");
  }

  @Test
  void key_and_compaction_must_fit_together() {
    broker.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
    assertThat(check(plain())).last().asString().startsWith("WARNING").contains("set key=event");
    assertThat(check(plain("key", "event"))).last().asString().startsWith("OK");

    String deleting = topic + "-deleting";
    broker.createTopic(deleting, 1, Map.of());
    assertThat(check(plain("key", "event", "topic", deleting)))
        .last()
        .asString()
        .startsWith("WARNING")
        .contains("set cleanup.policy=compact");
  }

  @Test
  void a_missing_topic_fails_with_the_remedy() {
    broker.createTopic(topic, 1, Map.of());
    assertThat(check(plain("dead-letter-topic", topic + "-dlq")))
        .last()
        .asString()
        .startsWith("FAILED dead-letter topic " + topic + "-dlq")
        .contains("kafka-topics.sh --create --topic " + topic + "-dlq");
  }

  @Test
  void a_dead_letter_topic_must_accept_records_that_are_too_large_for_the_topic() {
    broker.createTopic(topic, 1, Map.of("max.message.bytes", "20000"));
    String small = topic + "-small";
    broker.createTopic(small, 1, Map.of("max.message.bytes", "20000"));
    String large = topic + "-large";
    broker.createTopic(large, 1, Map.of("max.message.bytes", "20001"));

    assertThat(check(plain("dead-letter-topic", small)))
        .last()
        .asString()
        .startsWith("WARNING settings of " + small)
        .endsWith("it does not accept larger records than the topic: raise its max.message.bytes");
    assertThat(check(plain("dead-letter-topic", large)))
        .last()
        .asString()
        .startsWith("OK settings of " + large);
  }

  @Test
  void a_wrong_password_fails_with_the_remedy_and_without_the_password() {
    broker.setPassword("checker", "right");
    Map<String, String> client = broker.saslClient("checker", "wrong-one");

    List<String> found = check(producer(client));

    assertThat(found).hasSize(1);
    assertThat(found.get(0))
        .startsWith("FAILED connection")
        .contains("do not accept the login")
        .doesNotContain("wrong-one");
  }

  @Test
  void missing_permissions_are_reported() {
    broker.createTopic(topic, 1, Map.of());
    broker.setPassword("reader", "right");
    AclBinding denied =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry("User:reader", "*", AclOperation.WRITE, AclPermissionType.DENY));
    AclBinding allowed =
        new AclBinding(
            denied.pattern(),
            new AccessControlEntry(
                "User:reader", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
    try (Admin admin = broker.admin()) {
      KafkaBroker.await(admin.createAcls(List.of(denied, allowed)).all());
    }

    assertThat(check(producer(broker.saslClient("reader", "right"))))
        .anyMatch(
            line ->
                line.equals(
                    "FAILED permission on "
                        + topic
                        + " this client may not write: allow it WRITE on topic "
                        + topic))
        .anyMatch(
            line -> line.startsWith("WARNING settings of") && line.contains("DESCRIBE_CONFIGS"));
  }

  @Test
  @Timeout(15)
  void a_missing_broker_fails_within_seconds() {
    List<String> found = check(Map.of("topic", topic, "bootstrap-servers", "localhost:1"));

    assertThat(found).hasSize(1);
    assertThat(found.get(0))
        .startsWith("FAILED connection no answer from the brokers at localhost:1");
  }

  @Test
  void wrong_settings_fail_without_a_request() {
    assertThat(check(Map.of("topic", topic)))
        .singleElement()
        .asString()
        .startsWith("FAILED options no brokers are named");
    assertThat(check(plain("producer.lingr.ms", "5")))
        .first()
        .asString()
        .startsWith("WARNING options");
    assertThat(check(plain("producer.lingr.ms", "5", "producer.acks", "7")))
        .as("all at once")
        .hasSize(2);
    assertThat(check(plain("producer.security.protocol", "SASL_PLAINTEXT")))
        .singleElement()
        .asString()
        .startsWith("FAILED options the Kafka producer cannot be created: Could not find a 'Kafka");
    String secret = "Module s3cret password=\"s3cret\";";
    assertThat(
            check(
                plain(
                    "producer.security.protocol",
                    "SASL_PLAINTEXT",
                    "producer.sasl.jaas.config",
                    secret)))
        .singleElement()
        .asString()
        .contains("'***'")
        .doesNotContain("s3cret");
    assertThat(check(plain("producer.acks", "1", "producer.enable.idempotence", "true")))
        .singleElement()
        .asString()
        .startsWith("FAILED options the Kafka producer cannot be created: Must set acks to all");
  }

  @Test
  void records_without_acknowledgement_cause_a_warning() {
    broker.createTopic(topic, 1, Map.of());
    assertThat(check(plain("producer.acks", "0")))
        .first()
        .asString()
        .startsWith("WARNING options eventrecorder.sink.test.producer.acks=0");
  }

  @Test
  void an_unknown_host_is_reported_with_its_name() {
    assertThat(check(Map.of("topic", topic, "bootstrap-servers", "nohost.invalid:9092")))
        .singleElement()
        .asString()
        .startsWith("FAILED connection no answer from the brokers at nohost.invalid:9092");
  }

  @Test
  void for_a_provided_producer_only_the_topic_is_checked() {
    broker.createTopic(topic, 2, Map.of());
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 500);
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
      assertThat(check(Map.of("topic", topic), producer))
          .containsExactly(
              "OK topic " + topic + " 2 partitions, seen by the producer of the application");
      assertThat(check(Map.of("topic", topic + "-not"), producer))
          .singleElement()
          .asString()
          .startsWith("FAILED topic");
      producer.close(Duration.ZERO);
    }
  }

  private Map<String, String> plain(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("topic", topic);
    options.put("bootstrap-servers", broker.bootstrapServers());
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private Map<String, String> producer(Map<String, String> client) {
    Map<String, String> options = new HashMap<>(Map.of("topic", topic));
    client.forEach((name, value) -> options.put("producer." + name, value));
    return options;
  }

  private static List<String> check(Map<String, String> options) {
    return lines(new KafkaEventSinkProvider().check(FakeProviderContext.of(options)));
  }

  private static List<String> check(
      Map<String, String> options, Producer<byte[], byte[]> producer) {
    return lines(
        new KafkaEventSinkProvider()
            .check(FakeProviderContext.of(options).provide(Producer.class, producer)));
  }

  private static List<String> lines(List<CheckResult> results) {
    return results.stream()
        .map(result -> result.status() + " " + result.subject() + " " + result.detail())
        .toList();
  }
}
