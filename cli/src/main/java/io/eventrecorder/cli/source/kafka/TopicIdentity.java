package io.eventrecorder.cli.source.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Which topic it is. Another cluster, or a topic that was deleted and created anew, may have the
 * same name, and other records at the same offsets.
 *
 * @param cluster the id of the cluster; empty if it is not known
 * @param topic the id of the topic; empty if it is not known, as with brokers before 2.8
 */
record TopicIdentity(String cluster, String topic) {
  static final TopicIdentity UNKNOWN = new TopicIdentity("", "");

  private static final int TIMEOUT_MILLIS = 10_000;

  /**
   * {@return what the brokers say}
   *
   * @throws KafkaException if they do not answer, or refuse it
   */
  static TopicIdentity ask(Map<String, Object> settings, String name) {
    try (Admin admin = Admin.create(settings)) {
      DescribeClusterOptions cluster = new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS);
      DescribeTopicsOptions topics = new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS);
      TopicDescription topic =
          answer(admin.describeTopics(List.of(name), topics).allTopicNames()).get(name);
      String id = answer(admin.describeCluster(cluster).clusterId());
      Uuid uuid = topic == null ? Uuid.ZERO_UUID : topic.topicId();
      return new TopicIdentity(
          id == null ? "" : id, uuid.equals(Uuid.ZERO_UUID) ? "" : uuid.toString());
    }
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException(e.getCause());
    }
  }

  /** {@return how another topic differs, in words; empty if it does not, or if that is unknown} */
  String difference(TopicIdentity other) {
    if (differs(cluster, other.cluster)) {
      return "is in another Kafka cluster (" + other.cluster + " instead of " + cluster + ")";
    }
    if (differs(topic, other.topic)) {
      return "was deleted and created anew (id " + other.topic + " instead of " + topic + ")";
    }
    return "";
  }

  private static boolean differs(String one, String other) {
    return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
  }

  /** {@return its part of a position} */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!cluster.isEmpty()) {
      lines.add("cluster " + cluster);
    }
    if (!topic.isEmpty()) {
      lines.add("topic-id " + topic);
    }
    return lines;
  }
}
