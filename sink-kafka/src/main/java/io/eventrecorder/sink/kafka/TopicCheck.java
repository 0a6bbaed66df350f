package io.eventrecorder.sink.kafka;

import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import io.eventrecorder.spi.CheckResult.Status;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** Are the topics there, may they be written to, and do their settings go with the sink's? */
final class TopicCheck {
  /** What decides which records a topic takes, and for how long it keeps them. */
  private static final List<String> SHOWN =
      List.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

  private static final String UNKNOWN = "?";

  private final KafkaCheck check;
  private final SinkParts parts;
  private final Admin admin;

  TopicCheck(KafkaCheck check, SinkParts parts, Admin admin) {
    this.check = check;
    this.parts = parts;
    this.admin = admin;
  }

  void run() {
    Config events = topic("topic ", parts.topic);
    if (events != null) {
      settings(parts.topic, events, ofKeys(events));
    }
    if (!parts.deadLetterTopic.isEmpty()) {
      Config letters = topic("dead-letter topic ", parts.deadLetterTopic);
      if (letters != null) {
        settings(parts.deadLetterTopic, letters, ofSizes(events, letters));
      }
    }
  }

  /**
   * {@return its settings} Null if it is not there, or they may not be read; that has been told.
   */
  private @Nullable Config topic(String what, String topic) {
    TopicDescription found;
    try {
      DescribeTopicsOptions withRights =
          new DescribeTopicsOptions().includeAuthorizedOperations(true);
      found =
          KafkaCheck.await(
              admin.describeTopics(List.of(topic), withRights).topicNameValues().get(topic));
    } catch (ExecutionException | TimeoutException e) {
      check.add(Status.FAILED, what + topic, check.words(e, topic));
      return null;
    }
    int replicas = found.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
    check.add(
        replicas > 1 ? Status.OK : Status.WARNING,
        what + topic,
        partitions(found.partitions().size())
            + (replicas > 1
                ? ", " + replicas + " replicas"
                : ", one replica: what is acknowledged is lost with its broker; use 3 where it"
                    + " matters"));
    rights(found.authorizedOperations(), topic);
    return configuration(topic);
  }

  private void rights(@Nullable Set<AclOperation> operations, String topic) {
    if (operations == null) { // a broker that does not tell
      return;
    }
    boolean mayWrite =
        operations.contains(AclOperation.WRITE) || operations.contains(AclOperation.ALL);
    check.add(
        mayWrite ? Status.OK : Status.FAILED,
        "rights on " + topic,
        mayWrite ? "may write" : "may not write: allow this client WRITE on topic " + topic);
  }

  private @Nullable Config configuration(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return KafkaCheck.await(admin.describeConfigs(List.of(resource)).values().get(resource));
    } catch (ExecutionException | TimeoutException e) {
      check.add(
          Status.WARNING,
          "settings of " + topic,
          e.getCause() instanceof AuthorizationException
              ? "may not be read, so cleanup.policy and max.message.bytes are not checked: allow"
                  + " DESCRIBE_CONFIGS on topic "
                  + topic
              : check.words(e, topic));
      return null;
    }
  }

  private void settings(String topic, Config config, String warning) {
    String all =
        SHOWN.stream()
            .map(name -> name + "=" + value(config, name))
            .collect(Collectors.joining(", "));
    if (warning.isEmpty()) {
      check.add(Status.OK, "settings of " + topic, all);
    } else {
      check.add(Status.WARNING, "settings of " + topic, all + "; " + warning);
    }
  }

  private String ofKeys(Config events) {
    boolean compacted =
        value(events, TopicConfig.CLEANUP_POLICY_CONFIG)
            .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    if (parts.customKey == null && compacted && parts.key == KeyBy.OBJECT) {
      return "compaction keeps one event of each object only: set key=event, or"
          + " cleanup.policy=delete";
    }
    if (parts.customKey == null && !compacted && parts.key == KeyBy.EVENT) {
      return "key=event is for compacted topics: set cleanup.policy=compact, or key=object";
    }
    return "";
  }

  /** Most dead letters are records that were too large. */
  private static String ofSizes(@Nullable Config events, Config letters) {
    return events == null || maxBytes(letters) > maxBytes(events)
        ? ""
        : "it takes no larger records than the topic: raise its max.message.bytes";
  }

  private static long maxBytes(Config config) {
    String value = value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    return value.equals(UNKNOWN) ? Long.MAX_VALUE : Long.parseLong(value);
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null ? UNKNOWN : entry.value();
  }

  static String partitions(int count) {
    return count == 1 ? "one partition" : count + " partitions";
  }
}
