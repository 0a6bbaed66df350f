package io.eventrecorder.relay;

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
import org.apache.kafka.common.TopicPartitionInfo;
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
   * {@return where the relay has read to, by its committed offsets; empty for a new relay}
   *
   * @throws RelayException if the relay cannot work with the topics
   */
  Map<TopicPartition, Long> prepare() {
    try (Admin admin = Admin.create(adminSettings())) {
      Map<String, Integer> partitions = partitions(admin);
      if (partitionsToCreate > 0) {
        List<String> missing = missing(partitions);
        create(admin, missing);
        partitions = missing.isEmpty() ? partitions : awaitLeaders(admin);
      }
      check(partitions);
      TopicSettings.check(options, configs(admin));
      return committed(admin);
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

  private List<String> missing(Map<String, Integer> partitions) {
    return topics().stream().filter(topic -> !partitions.containsKey(topic)).toList();
  }

  private Map<String, Integer> partitions(Admin admin) {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(topics()).topicNameValues();
    for (String topic : topics()) {
      try {
        KafkaFuture<TopicDescription> description = descriptions.get(topic);
        if (description != null) {
          List<TopicPartitionInfo> known = await(description).partitions();
          if (known.stream().allMatch(partition -> partition.leader() != null)) {
            partitions.put(topic, known.size());
          }
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failure("cannot read topic " + topic, UserCode.causeOf(e));
        }
      }
    }
    return partitions;
  }

  private void create(Admin admin, List<String> missing) {
    for (String topic : missing) {
      NewTopic made =
          new NewTopic(topic, Optional.of(partitionsToCreate), Optional.empty())
              .configs(configs(topic));
      try {
        await(admin.createTopics(List.of(made)).all());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) { // another instance was faster
          throw failure("cannot create topic " + topic, UserCode.causeOf(e));
        }
      }
    }
  }

  /** A broker confirms a new topic some time before all brokers know of it. */
  private Map<String, Integer> awaitLeaders(Admin admin) {
    long end = CLOCK.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
    Map<String, Integer> partitions = partitions(admin);
    while (!missing(partitions).isEmpty() && CLOCK.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      partitions = partitions(admin);
    }
    return partitions;
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
      return Map.of("retention.ms", Long.toString(TimeUnit.DAYS.toMillis(14)));
    }
    return Map.of("message.timestamp.type", "LogAppendTime");
  }

  private void check(Map<String, Integer> partitions) {
    List<String> missing = missing(partitions);
    if (!missing.isEmpty()) {
      throw new RelayException(
          "topic "
              + String.join(", ", missing)
              + " does not exist on "
              + options.bootstrapServers()
              + ", or this client may not see it: create it, or call createTopics(<partitions>)");
    }
    Map<String, Integer> aligned = new LinkedHashMap<>(partitions);
    aligned.remove(options.deadTopic());
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
