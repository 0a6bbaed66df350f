package io.eventrecorder.cli.source.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Which partitions are read, and where reading begins. For one thread. */
final class Partitions {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Offsets offsets;
  private final @Nullable Instant since;
  private final Set<TopicPartition> assigned = new LinkedHashSet<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private boolean begun;

  /**
   * @param since where reading begins if there is no position; null for the beginning of the topic
   */
  Partitions(
      Consumer<byte[], byte[]> consumer, String topic, Offsets offsets, @Nullable Instant since) {
    this.consumer = consumer;
    this.topic = topic;
    this.offsets = offsets;
    this.since = since;
  }

  /**
   * Assigns the partitions that are not assigned yet. A partition that appears later is read from
   * its beginning.
   *
   * @return a line for each gap between the position and the records that exist
   */
  List<String> refresh() {
    List<PartitionInfo> infos = consumer.partitionsFor(topic, TIMEOUT);
    if (infos == null || infos.isEmpty()) {
      throw new UnknownTopicOrPartitionException(topic);
    }
    Set<TopicPartition> added = new LinkedHashSet<>();
    for (PartitionInfo info : infos) {
      TopicPartition partition = new TopicPartition(topic, info.partition());
      if (!assigned.contains(partition)) {
        added.add(partition);
      }
    }
    if (added.isEmpty()) {
      return List.of();
    }
    Map<TopicPartition, Long> first = consumer.beginningOffsets(added, TIMEOUT);
    Map<TopicPartition, Long> last = consumer.endOffsets(added, TIMEOUT);
    Map<TopicPartition, Long> start = begun || !offsets.isEmpty() ? first : start(first, last);
    List<String> gaps = new ArrayList<>();
    for (TopicPartition partition : added) {
      Long known = offsets.get(partition.partition());
      long wanted = known == null ? start.getOrDefault(partition, 0L) : known;
      long begin = first.getOrDefault(partition, 0L);
      if (wanted < begin || wanted > last.getOrDefault(partition, Long.MAX_VALUE)) {
        gaps.add(gap(partition, wanted, begin));
        wanted = begin;
      }
      offsets.set(partition.partition(), wanted);
    }
    assigned.addAll(added);
    ends.putAll(last);
    consumer.assign(assigned);
    for (TopicPartition partition : assigned) { // an assignment forgets the positions
      Long next = offsets.get(partition.partition());
      consumer.seek(partition, next == null ? 0 : next);
    }
    begun = true;
    return gaps;
  }

  private Map<TopicPartition, Long> start(
      Map<TopicPartition, Long> first, Map<TopicPartition, Long> last) {
    if (since == null) {
      return first;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    first.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, Long> start = new HashMap<>(last);
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, TIMEOUT);
    found.forEach(
        (partition, at) -> {
          if (at != null) { // null: all records are older
            start.put(partition, at.offset());
          }
        });
    return start;
  }

  /** Continues at the beginning of partitions whose position no longer exists. */
  List<String> skipGap(Map<TopicPartition, Long> positions) {
    List<String> gaps = new ArrayList<>();
    consumer
        .beginningOffsets(positions.keySet(), TIMEOUT)
        .forEach(
            (partition, begin) -> {
              gaps.add(gap(partition, positions.getOrDefault(partition, 0L), begin));
              offsets.set(partition.partition(), begin);
              consumer.seek(partition, begin);
            });
    return gaps;
  }

  private String gap(TopicPartition partition, long wanted, long begin) {
    boolean same = !offsets.identity().topic().isEmpty();
    return wanted < begin
        ? partition
            + ": the topic has deleted the records from offset "
            + wanted
            + " to "
            + (begin - 1)
            + " before they were read; reading continues at offset "
            + begin
        : partition
            + ": the topic has no offset "
            + wanted
            + " any more, "
            + (same ? "although its id is the same" : "and brokers before 2.8 tell no id of it")
            + "; the brokers have lost its newest records, for example by an unclean leader"
            + " election"
            + (same ? "" : ", or it was created anew")
            + "; reading begins again at offset "
            + begin
            + ", so events may come twice";
  }

  /** Throws if the brokers do not answer. The consumer itself only waits. */
  void requireAnswer() {
    Collection<TopicPartition> one = assigned.stream().limit(1).toList();
    Map<TopicPartition, Long> unused = consumer.endOffsets(one, TIMEOUT);
  }

  /** {@return whether all records are read that existed when reading began} */
  boolean isAtEnd() {
    return assigned.stream()
        .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
  }
}
