package io.eventrecorder.relay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The numbers of one instance of a relay: one entry for each partition that it correlates. A task
 * publishes them once a second; they may contain records that are not committed yet. Immutable.
 *
 * @param partitions in the order of their numbers
 */
public record RelayStats(List<Partition> partitions) {
  /**
   * Copies the list.
   *
   * @param partitions in the order of their numbers
   */
  public RelayStats {
    partitions = List.copyOf(partitions);
  }

  /**
   * What became of the records of one partition since the relay first read it, by whichever
   * instance. Two balances hold: {@code consumed = counted + duplicates + dead + ignored} and
   * {@code occurrences = written + unwritten + dropped}.
   *
   * @param partition the number of the partition
   * @param consumed records that were read
   * @param counted records whose event was counted
   * @param duplicates records whose event was counted before
   * @param dead records in the topic of dead letters
   * @param ignored records that are nothing to count
   * @param occurrences what the counted records added: one each, or more if a recorder counts
   * @param written occurrences that the states in the topic include
   * @param unwritten occurrences that are held back
   * @param dropped occurrences that are in no state: their state was too large or had no form as
   *     JSON, or they were held back in a memory that was lost
   * @param dedupUnknown counted records of which it is not known whether they were counted before
   * @param stateLost how often the memory was missing although records had been read before
   * @param time the time of the partition: that of its newest record
   * @param lag records that are in the topics and not read yet; empty if that is not known
   * @param gauges gauges of the correlator and of the relay, by name
   */
  public record Partition(
      int partition,
      long consumed,
      long counted,
      long duplicates,
      long dead,
      long ignored,
      long occurrences,
      long written,
      long unwritten,
      long dropped,
      long dedupUnknown,
      long stateLost,
      Instant time,
      OptionalLong lag,
      Map<String, Long> gauges) {
    /**
     * Copies the map.
     *
     * @param partition the number of the partition
     * @param consumed records that were read
     * @param counted records whose event was counted
     * @param duplicates records whose event was counted before
     * @param dead records in the topic of dead letters
     * @param ignored records that are nothing to count
     * @param occurrences what the counted records added: one each, or more if a recorder counts
     * @param written occurrences that the states in the topic include
     * @param unwritten occurrences that are held back
     * @param dropped occurrences that are in no state: their state was too large or had no form as
     *     JSON, or they were held back in a memory that was lost
     * @param dedupUnknown counted records of which it is not known whether they were counted before
     * @param stateLost how often the memory was missing although records had been read before
     * @param time the time of the partition: that of its newest record
     * @param lag records that are in the topics and not read yet; empty if that is not known
     * @param gauges gauges of the correlator and of the relay, by name
     */
    public Partition {
      gauges = Map.copyOf(gauges);
    }

    Partition withLag(OptionalLong known) {
      return new Partition(
          partition,
          consumed,
          counted,
          duplicates,
          dead,
          ignored,
          occurrences,
          written,
          unwritten,
          dropped,
          dedupUnknown,
          stateLost,
          time,
          known,
          gauges);
    }
  }
}
