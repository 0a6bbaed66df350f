package io.eventrecorder.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProducerSourceTest {
  private static final ByteArraySerializer BYTES = new ByteArraySerializer();

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, BYTES, BYTES);
  private final ProducerSource source = ProducerSource.provided(producer);

  @Test
  void an_answer_at_a_bootstrap_address_does_not_prove_a_broker() {
    metric("producer-node-metrics", "incoming-byte-rate", "node--1", 300);
    metric("producer-metrics", "connection-count", "", 1);

    assertThat(source.isConnected()).isFalse();
  }

  @Test
  void a_member_of_the_cluster_is_a_broker() {
    metric("producer-node-metrics", "incoming-byte-rate", "node-1", 300);
    assertThat(source.isConnected()).isFalse();

    metric("producer-metrics", "connection-count", "", 1);
    assertThat(source.isConnected()).isTrue();

    metric("producer-metrics", "connection-count", "", 0);
    assertThat(source.isConnected()).isFalse();
  }

  @Test
  void a_broker_that_no_longer_answers_is_not_connected() {
    metric("producer-node-metrics", "incoming-byte-total", "node-1", 300);
    metric("producer-node-metrics", "incoming-byte-rate", "node-1", 0);
    metric("producer-metrics", "connection-count", "", 1);

    assertThat(source.isConnected()).isFalse();
  }

  private void metric(String group, String name, String node, double value) {
    MetricName metricName =
        new MetricName(name, group, "", node.isEmpty() ? Map.of() : Map.of("node-id", node));
    producer.setMockMetrics(
        metricName,
        new Metric() {
          @Override
          public MetricName metricName() {
            return metricName;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }
}
