package io.eventrecorder.sink.kafka;

import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.CheckResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Would records arrive? Asks with the sink's own login; writes nothing. */
final class KafkaCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What decides which records a topic takes, and for how long it keeps them. */
  private static final List<String> SHOWN =
      List.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

  private final SinkParts parts;
  private final ProducerSettings settings;
  private final List<CheckResult> results = new ArrayList<>();

  private KafkaCheck(SinkParts parts) {
    this.parts = parts;
    this.settings = parts.producerSettings();
  }

  static List<CheckResult> of(SinkParts parts) {
    List<String> problems = parts.problems();
    if (!problems.isEmpty()) {
      return problems.stream()
          .map(text -> new CheckResult(Status.FAILED, "options", text))
          .toList();
    }
    KafkaCheck check = new KafkaCheck(parts);
    Producer<byte[], byte[]> provided = parts.producer;
    if (provided == null) {
      check.run();
    } else {
      check.ask(provided);
    }
    return List.copyOf(check.results);
  }

  private void run() {
    settings.unknown().forEach(text -> add(Status.WARNING, "options", text));
    Admin admin;
    try {
      parts.producerMaker.apply(settings).close(Duration.ZERO); // what the sink begins with
      admin = Admin.create(settings.forAdmin(PATIENCE));
    } catch (KafkaException e) {
      boolean unresolved = ProducerErrors.isUnresolved(ProducerErrors.root(e));
      String why =
          unresolved
              ? errors(parts.topic).ofSend(e, false).answer().getMessage()
              : parts.notMade(settings, e);
      add(Status.FAILED, unresolved ? "connection" : "options", why);
      return;
    }
    acknowledgement();
    try {
      if (connects(admin)) {
        topic(admin, parts.topic, "topic ");
        if (!parts.deadLetterTopic.isEmpty()) {
          topic(admin, parts.deadLetterTopic, "dead-letter topic ");
        }
      }
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private void acknowledgement() {
    if (settings.isUnacknowledged()) {
      add(
          Status.WARNING,
          "options",
          parts.prefix
              + "producer.acks=0: nobody acknowledges, so what is lost on the way counts as"
              + " delivered; use acks=all, or 1");
    }
  }

  /** Of its login and settings nothing is known. */
  private void ask(Producer<byte[], byte[]> provided) {
    try {
      int partitions = provided.partitionsFor(parts.topic).size();
      add(
          Status.OK,
          "topic " + parts.topic,
          partitions(partitions) + ", seen by the application's own producer");
    } catch (RuntimeException e) {
      add(
          Status.FAILED,
          "topic " + parts.topic,
          errors(parts.topic).ofSend(e, false).answer().getMessage());
    }
  }

  private boolean connects(Admin admin) {
    try {
      Collection<Node> nodes = await(admin.describeCluster().nodes());
      String all =
          nodes.stream()
              .map(node -> node.host() + ":" + node.port())
              .sorted()
              .collect(Collectors.joining(", "));
      add(
          Status.OK,
          "connection",
          nodes.size() == 1 ? "one broker: " + all : nodes.size() + " brokers: " + all);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      add(Status.FAILED, "connection", words(e, parts.topic));
      return false;
    }
  }

  private void topic(Admin admin, String topic, String what) {
    TopicDescription found;
    try {
      DescribeTopicsOptions withRights =
          new DescribeTopicsOptions().includeAuthorizedOperations(true);
      found = await(admin.describeTopics(List.of(topic), withRights).topicNameValues().get(topic));
    } catch (ExecutionException | TimeoutException e) {
      add(Status.FAILED, what + topic, words(e, topic));
      return;
    }
    int replicas = found.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
    add(
        replicas > 1 ? Status.OK : Status.WARNING,
        what + topic,
        partitions(found.partitions().size())
            + (replicas > 1
                ? ", " + replicas + " replicas"
                : ", one replica: what is acknowledged is lost with its broker; use 3 where it"
                    + " matters"));
    rights(found.authorizedOperations(), topic);
    configuration(admin, topic);
  }

  private void rights(@Nullable Set<AclOperation> operations, String topic) {
    if (operations == null) { // a broker that does not tell
      return;
    }
    boolean mayWrite =
        operations.contains(AclOperation.WRITE) || operations.contains(AclOperation.ALL);
    add(
        mayWrite ? Status.OK : Status.FAILED,
        "rights on " + topic,
        mayWrite ? "may write" : "may not write: allow this client WRITE on topic " + topic);
  }

  private void configuration(Admin admin, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config;
    try {
      config = await(admin.describeConfigs(List.of(resource)).values().get(resource));
    } catch (ExecutionException | TimeoutException e) {
      add(
          Status.WARNING,
          "settings of " + topic,
          "may not be read, so cleanup.policy is not checked: allow DESCRIBE_CONFIGS on topic "
              + topic);
      return;
    }
    String policy = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
    String all =
        SHOWN.stream()
            .map(name -> name + "=" + value(config, name))
            .collect(Collectors.joining(", "));
    boolean compacted = policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    boolean ofEvents = topic.equals(parts.topic) && parts.customKey == null;
    if (ofEvents && compacted && parts.key == KeyBy.OBJECT) {
      add(
          Status.WARNING,
          "settings of " + topic,
          all
              + "; compaction keeps one event of each object only: set key=event, or cleanup.policy=delete");
    } else if (ofEvents && !compacted && parts.key == KeyBy.EVENT) {
      add(
          Status.WARNING,
          "settings of " + topic,
          all + "; key=event is for compacted topics: set cleanup.policy=compact, or key=object");
    } else {
      add(Status.OK, "settings of " + topic, all);
    }
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null ? "?" : entry.value();
  }

  private static String partitions(int count) {
    return count == 1 ? "one partition" : count + " partitions";
  }

  private String words(Exception thrown, String topic) {
    Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : null;
    Throwable why =
        cause == null
            ? new org.apache.kafka.common.errors.TimeoutException("no answer within " + PATIENCE)
            : cause;
    return errors(topic).ofSend(why, false).answer().getMessage();
  }

  private ProducerErrors errors(String topic) {
    return new ProducerErrors(topic, settings.brokers(), false, settings::redacted);
  }

  private static <T> T await(@Nullable KafkaFuture<T> future)
      throws ExecutionException, TimeoutException {
    try {
      return Objects.requireNonNull(future).get(PATIENCE.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }

  private void add(Status status, String subject, String detail) {
    results.add(new CheckResult(status, subject, detail));
  }
}
