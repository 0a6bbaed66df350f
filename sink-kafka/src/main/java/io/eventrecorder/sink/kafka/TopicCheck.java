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

/**
 * Checks whether the topics exist, whether the client may write to them, and whether their settings
 * fit the settings of the sink.
 */
final class TopicCheck {
  /** The settings that decide which records a topic accepts, and how long it keeps them. */
  private static final List<String> SHOWN =
      List.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

  private static final String UNKNOWN = "?";

  private final KafkaCheck check;
  private final SinkSettings settings;
  private final Admin admin;

  TopicCheck(KafkaCheck check, SinkSettings settings, Admin admin) {
    this.check = check;
    this.settings = settings;
    this.admin = admin;
  }

  void run() {
    Config events = checkTopic("topic ", settings.topic());
    if (events != null) {
      addConfiguration(settings.topic(), events, compactionProblem(events));
    }
    String deadLetterTopic = settings.deadLetterTopic();
    if (!deadLetterTopic.isEmpty()) {
      Config deadLetters = checkTopic("dead-letter topic ", deadLetterTopic);
      if (deadLetters != null) {
        addConfiguration(deadLetterTopic, deadLetters, sizeProblem(events, deadLetters));
      }
    }
  }

  /**
   * {@return the configuration of the topic; null if the topic does not exist or the client may not
   * read it, and then the results say so}
   */
  private @Nullable Config checkTopic(String prefix, String topic) {
    TopicDescription found;
    try {
      DescribeTopicsOptions withOperations =
          new DescribeTopicsOptions().includeAuthorizedOperations(true);
      found =
          KafkaCheck.await(
              admin.describeTopics(List.of(topic), withOperations).topicNameValues().get(topic));
    } catch (ExecutionException | TimeoutException e) {
      check.add(Status.FAILED, prefix + topic, check.requestMessage(e, topic));
      return null;
    }
    int replicas = found.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
    check.add(
        replicas > 1 ? Status.OK : Status.WARNING,
        prefix + topic,
        partitions(found.partitions().size())
            + (replicas > 1
                ? ", " + replicas + " replicas"
                : ", one replica: acknowledged records are lost if its broker is lost; use 3 if"
                    + " that matters"));
    checkPermission(found.authorizedOperations(), topic);
    return configuration(topic);
  }

  private void checkPermission(@Nullable Set<AclOperation> operations, String topic) {
    if (operations == null) { // The broker does not report them.
      return;
    }
    boolean mayWrite =
        operations.contains(AclOperation.WRITE) || operations.contains(AclOperation.ALL);
    check.add(
        mayWrite ? Status.OK : Status.FAILED,
        "permission on " + topic,
        mayWrite
            ? "this client may write"
            : "this client may not write: allow it WRITE on topic " + topic);
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
              ? "cannot be read, so cleanup.policy and max.message.bytes are not checked: allow"
                  + " DESCRIBE_CONFIGS on topic "
                  + topic
              : check.requestMessage(e, topic));
      return null;
    }
  }

  private void addConfiguration(String topic, Config config, String problem) {
    String all =
        SHOWN.stream()
            .map(name -> name + "=" + value(config, name))
            .collect(Collectors.joining(", "));
    if (problem.isEmpty()) {
      check.add(Status.OK, "settings of " + topic, all);
    } else {
      check.add(Status.WARNING, "settings of " + topic, all + "; " + problem);
    }
  }

  private String compactionProblem(Config events) {
    if (settings.key().custom() != null) {
      return "";
    }
    KeyBy keyBy = settings.key().keyBy();
    boolean compacted =
        value(events, TopicConfig.CLEANUP_POLICY_CONFIG)
            .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    if (compacted && keyBy == KeyBy.OBJECT) {
      return "compaction keeps one event of each object only: set key=event, or"
          + " cleanup.policy=delete";
    }
    if (!compacted && keyBy == KeyBy.EVENT) {
      return "key=event is for compacted topics: set cleanup.policy=compact, or key=object";
    }
    return "";
  }

  /** Most dead letters are records that are too large for the other topic. */
  private static String sizeProblem(@Nullable Config events, Config deadLetters) {
    return events == null || maxBytes(deadLetters) > maxBytes(events)
        ? ""
        : "it does not accept larger records than the topic: raise its max.message.bytes";
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
