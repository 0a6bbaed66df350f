package io.eventrecorder.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Logins, certificates and permissions, with a real broker. */
@ExtendWith(SharedBroker.class)
class SecurityTest {
  private final KafkaBroker broker;
  private final String topic = "secured-" + UUID.randomUUID();
  private final String user = "user-" + UUID.randomUUID();

  SecurityTest(KafkaBroker broker) {
    this.broker = broker;
  }

  @BeforeEach
  void createTopic() {
    broker.createTopic(topic, 1, Map.of());
  }

  @Test
  void a_correct_password_logs_in() {
    broker.setPassword(user, "correct-horse");
    try (TestBroadcaster recording = to(broker.saslClient(user, "correct-horse"))) {
      recording.event("web-0", 1);
      assertThat(recording.flush()).isTrue();
    }
    assertThat(broker.records(topic)).hasSize(1);
  }

  @Test
  void a_wrong_password_is_reported_without_it_and_works_once_the_broker_accepts_it() {
    broker.setPassword(user, "correct-horse");
    try (TestBroadcaster recording = to(broker.saslClient(user, "battery-staple"))) {
      for (int i = 0; i < 20; i++) {
        recording.event("web-0", i);
      }
      awaitError(recording, "do not accept the login", "producer.sasl.*");
      assertThat(recording.stats().toString()).doesNotContain("battery-staple");

      broker.setPassword(user, "battery-staple");
      assertThat(recording.flush()).isTrue();
      assertThat(recording.stats().writes().delivered()).isEqualTo(20);
      assertThat(recording.stats().counters().get("producers-replaced")).isPositive();
    }
    assertThat(broker.records(topic)).hasSize(20);
  }

  @Test
  void tls_works_with_a_trusted_certificate() {
    try (TestBroadcaster recording = to(broker.sslClient())) {
      recording.event("web-0", 1);
      assertThat(recording.flush()).isTrue();
    }
    assertThat(broker.records(topic)).hasSize(1);
  }

  @Test
  void an_untrusted_certificate_is_reported() {
    Map<String, String> client =
        Map.of("bootstrap.servers", broker.sslAddress(), "security.protocol", "SSL");
    try (TestBroadcaster recording = to(client)) {
      recording.event("web-0", 1);
      awaitError(
          recording,
          "no TLS connection to the brokers at " + broker.sslAddress(),
          "unable to find valid certification path",
          "producer.ssl.truststore.*");
    }
  }

  @Test
  void plain_text_to_a_tls_port_is_reported_with_the_protocol() {
    Map<String, String> client = new HashMap<>(Map.of("bootstrap.servers", broker.sslAddress()));
    client.put("max.block.ms", "1000");
    try (TestBroadcaster recording = to(client)) {
      recording.event("web-0", 1);
      awaitError(recording, "no answer from the brokers", "producer.security.protocol");
    }
  }

  @Test
  void missing_permissions_are_reported_and_writes_succeed_once_granted() {
    broker.setPassword(user, "correct-horse");
    AclBinding denied =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry(
                "User:" + user, "*", AclOperation.WRITE, AclPermissionType.DENY));
    try (Admin admin = broker.admin();
        TestBroadcaster recording = to(broker.saslClient(user, "correct-horse"))) {
      KafkaBroker.await(admin.createAcls(List.of(denied)).all());
      recording.event("web-0", 1);
      awaitError(recording, "no permission", "WRITE and DESCRIBE on topic " + topic);

      KafkaBroker.await(admin.deleteAcls(List.of(denied.toFilter())).all());
      assertThat(recording.flush()).isTrue();
      assertThat(recording.stats().writes().delivered()).isEqualTo(1);
    }
  }

  private TestBroadcaster to(Map<String, String> client) {
    return TestBroadcaster.to(topic, client, Map.of());
  }

  private static void awaitError(TestBroadcaster recording, String... words) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(recording.stats().health().lastError()).contains(words));
  }
}
