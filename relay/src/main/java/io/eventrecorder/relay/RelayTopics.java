package io.eventrecorder.relay;

import static java.util.stream.Collectors.joining;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.UserCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the topics of a relay before it starts, and creates those that are missing if it may. */
final class RelayTopics {
  private static final Logger LOG = LoggerFactory.getLogger(RelayTopics.class);
  private static final EventClock CLOCK = EventClock.system();
  private static final int TIMEOUT_MILLIS = 15_000;
  private static final long PAUSE_NANOS = 100_000_000;

  private final RelayOptions options;
  private final int partitionsToCreate;

  RelayTopics(RelayOptions options, int partitionsToCreate) {
    this.options = options;
    this.partitionsToCreate = partitionsToCreate;
  }

  /**
   * {@return what the tasks need to know about the topics}
   *
   * @param board where the tasks publish their numbers
   * @throws RelayException if the relay cannot work with the topics
   */
  RelaySetup prepare(Board board) {
    try (Admin admin = Admin.create(adminSettings())) {
      Map<String, TopicDescription> topics = descriptions(admin);
      List<String> missing = missing(topics);
      checkAligned(topics); // before topics are created that do not fit
      if (partitionsToCreate > 0 && !missing.isEmpty()) {
        create(admin, missing, partitionsOfNew(topics));
        topics = awaitLeaders(admin);
      }
      checkExist(topics);
      checkAligned(topics);
      checkLeaders(topics);
      Map<String, Config> configs = configs(admin);
      TopicSettings.check(options, configs);
      TopicSettings.checkReplicas(brokers(admin), replicas(topics), configs);
      return new RelaySetup(options, committed(admin), salts(options, topics), board);
    } catch (KafkaException e) {
      throw failure("cannot connect", e);
    }
  }

  private Properties adminSettings() {
    Properties all = StreamsSettings.of(options);
    Properties settings = new Properties();
    for (String name : AdminClientConfig.configNames()) {
      Object value = Optional.ofNullable(all.get("admin." + name)).orElse(all.get(name));
      if (value != null) {
        settings.put(name, value);
      }
    }
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, options.applicationId() + "-topics");
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    return settings;
  }

  private List<String> topics() {
    List<String> topics = new ArrayList<>(options.inputs().keySet());
    topics.add(options.outputTopic());
    topics.add(options.deadTopic());
    return topics;
  }

  private List<String> missing(Map<String, TopicDescription> topics) {
    return topics().stream().filter(topic -> !topics.containsKey(topic)).toList();
  }

  private Map<String, TopicDescription> descriptions(Admin admin) {
    Map<String, TopicDescription> found = new LinkedHashMap<>();
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(topics()).topicNameValues();
    for (String topic : topics()) {
      try {
        KafkaFuture<TopicDescription> description = descriptions.get(topic);
        if (description != null) {
          found.put(topic, await(description));
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failure("cannot read topic " + topic, UserCode.causeOf(e));
        }
      }
    }
    return found;
  }

  private void create(Admin admin, List<String> missing, int partitions) {
    for (String topic : missing) {
      NewTopic made =
          new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configs(topic));
      try {
        await(admin.createTopics(List.of(made)).all());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) { // another instance was faster
          throw failure("cannot create topic " + topic, UserCode.causeOf(e));
        }
      }
    }
  }

  /** New topics must fit those that exist, for example one that a broker has made by itself. */
  private int partitionsOfNew(Map<String, TopicDescription> topics) {
    for (Map.Entry<String, Integer> existing : aligned(topics).entrySet()) {
      int partitions = existing.getValue();
      if (partitions != partitionsToCreate) {
        LOG.warn(
            "Topic {} exists and has {} partitions, so the missing topics get {} partitions, and not"
                + " {}. The number of partitions is the greatest number of threads that can work."
                + " For another number, delete the topic, and start the relay before the programs"
                + " that record",
            existing.getKey(),
            partitions,
            partitions,
            partitionsToCreate);
      }
      return partitions;
    }
    return partitionsToCreate;
  }

  /** A broker confirms a new topic some time before all brokers know of it. */
  private Map<String, TopicDescription> awaitLeaders(Admin admin) {
    long end = CLOCK.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
    Map<String, TopicDescription> topics = descriptions(admin);
    while (!(missing(topics).isEmpty() && leaderless(topics).isEmpty())
        && CLOCK.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      topics = descriptions(admin);
    }
    return topics;
  }

  private static List<TopicPartition> leaderless(Map<String, TopicDescription> topics) {
    return topics.values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .filter(partition -> partition.leader() == null)
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .toList();
  }

  private static TopicSalts salts(RelayOptions options, Map<String, TopicDescription> topics) {
    Map<String, Uuid> ids = new LinkedHashMap<>();
    for (String topic : options.inputs().keySet()) {
      TopicDescription description = topics.get(topic);
      ids.put(topic, description == null ? Uuid.ZERO_UUID : description.topicId());
    }
    return new TopicSalts(ids);
  }

  private static Map<String, Integer> replicas(Map<String, TopicDescription> topics) {
    Map<String, Integer> replicas = new LinkedHashMap<>();
    topics.forEach(
        (name, topic) ->
            replicas.put(
                name,
                topic.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0)));
    return replicas;
  }

  /** The number of brokers; 0 if that is not known. */
  private static int brokers(Admin admin) {
    try {
      return await(admin.describeCluster().nodes()).size();
    } catch (ExecutionException e) {
      LOG.info("The number of brokers is not known: {}", UserCode.text(UserCode.causeOf(e)));
      return 0;
    }
  }

  private Map<String, String> configs(String topic) {
    if (topic.equals(options.outputTopic())) {
      return Map.of(
          "cleanup.policy",
          "compact,delete",
          "retention.ms",
          Long.toString(TimeUnit.DAYS.toMillis(7)),
          "segment.ms",
          Long.toString(TimeUnit.HOURS.toMillis(1)));
    }
    if (topic.equals(options.deadTopic())) {
      return Map.of(
          "cleanup.policy", "delete", "retention.ms", Long.toString(TimeUnit.DAYS.toMillis(14)));
    }
    return Map.of("cleanup.policy", "delete", "message.timestamp.type", "LogAppendTime");
  }

  private void checkExist(Map<String, TopicDescription> topics) {
    List<String> missing = missing(topics);
    if (!missing.isEmpty()) {
      throw new RelayException(
          "topic "
              + String.join(", ", missing)
              + " does not exist on "
              + options.bootstrapServers()
              + ", or this client may not see it: create it, or call createTopics(<partitions>)");
    }
  }

  private void checkLeaders(Map<String, TopicDescription> topics) {
    List<TopicPartition> leaderless = leaderless(topics);
    if (!leaderless.isEmpty()) {
      throw new RelayException(
          "partition "
              + leaderless.stream().map(TopicPartition::toString).collect(joining(", "))
              + " on "
              + options.bootstrapServers()
              + " has no leader: start the brokers that have its replicas, and then the relay");
    }
  }

  /** The partitions of the topics that must have the same number of them. */
  private Map<String, Integer> aligned(Map<String, TopicDescription> topics) {
    Map<String, Integer> aligned = new LinkedHashMap<>();
    topics.forEach((name, topic) -> aligned.put(name, topic.partitions().size()));
    aligned.remove(options.deadTopic());
    return aligned;
  }

  private void checkAligned(Map<String, TopicDescription> topics) {
    Map<String, Integer> aligned = aligned(topics);
    if (new TreeSet<>(aligned.values()).size() > 1) {
      throw new RelayException(
          "topics must have the same number of partitions, but they have "
              + aligned
              + ": a state is in the partition of its events. Create them again with equal"
              + " partitions");
    }
  }

  /** The settings of the topics; without those that this client may not read. */
  private Map<String, Config> configs(Admin admin) {
    Map<String, Config> configs = new LinkedHashMap<>();
    List<ConfigResource> resources =
        topics().stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    admin
        .describeConfigs(resources)
        .values()
        .forEach(
            (resource, config) -> {
              try {
                configs.put(resource.name(), await(config));
              } catch (ExecutionException e) {
                LOG.info(
                    "The settings of topic {} are not checked: {}",
                    resource.name(),
                    UserCode.text(UserCode.causeOf(e)));
              }
            });
    return configs;
  }

  private Map<TopicPartition, Long> committed(Admin admin) {
    try {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      Map<TopicPartition, OffsetAndMetadata> committed =
          await(
              admin
                  .listConsumerGroupOffsets(options.applicationId())
                  .partitionsToOffsetAndMetadata());
      committed.forEach(
          (partition, offset) -> {
            if (offset != null) {
              offsets.put(partition, offset.offset());
            }
          });
      return offsets;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Map.of();
      }
      throw failure(
          "cannot read the offsets of group " + options.applicationId(), UserCode.causeOf(e));
    }
  }

  private RelayException failure(String what, Throwable cause) {
    String remedy =
        cause instanceof AuthorizationException
            ? "; allow this client what docs/relay.md lists under Security"
            : "; check the address of the brokers and the login";
    return new RelayException(
        "relay "
            + options.applicationId()
            + " on "
            + options.bootstrapServers()
            + ": "
            + what
            + ": "
            + cause.getMessage()
            + remedy,
        cause);
  }

  private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get(TIMEOUT_MILLIS + 1000L, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    } catch (TimeoutException e) {
      throw new ExecutionException(e);
    }
  }
}
