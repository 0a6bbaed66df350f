package io.eventrecorder.relay;

import io.eventrecorder.spi.UserCode;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a task reports to the log, and how often. Confined to the thread of its task. */
final class PartitionLog {
  /** Records that make the correlator fail are reported at most so often. */
  private static final long REPORT_MILLIS = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(PartitionLog.class);

  private final int partition;
  private long reportedMillis;
  private long correlatorFailures;
  private long statesImpossible;

  PartitionLog(int partition, long wallMillis) {
    this.partition = partition;
    this.reportedMillis = wallMillis - REPORT_MILLIS;
  }

  void correlatorFailed(Throwable thrown, long wallMillis) {
    correlatorFailures++;
    if (wallMillis - reportedMillis >= REPORT_MILLIS) {
      reportedMillis = wallMillis;
      LOG.error(
          "The correlator of partition {} failed, and continues from what is stored: {} (failures"
              + " since the start of the task: {}; the next report is in a minute at the earliest)",
          partition,
          UserCode.text(thrown),
          correlatorFailures,
          thrown);
    }
  }

  void stateIsImpossible(RuntimeException thrown) {
    statesImpossible++;
    LOG.error(
        "A state of partition {} cannot be written, and is left out: {}",
        partition,
        thrown,
        thrown);
  }

  void storesDoNotBelongTogether() {
    LOG.error(
        "A part of the memory of partition {} is lost: its changelog topics do not belong together."
            + " Events whose part is lost begin anew. Check who deleted a changelog topic, or its"
            + " records",
        partition);
  }

  void memoryIsLost(String topic, long offset) {
    LOG.error(
        "The memory of partition {} is lost: the relay has read topic {} before offset {}, but its"
            + " changelog topics are empty. Its events begin anew, with new names and counts."
            + " Check who deleted the changelog topics, or their records",
        partition,
        topic,
        offset);
  }

  void optionsDiffer(String applicationId) {
    LOG.warn(
        "Partition {} was correlated with other options before. If you did not change them, an"
            + " instance of relay {} has other options than this one: give all the same, or counts"
            + " and limits depend on where a partition is",
        partition,
        applicationId);
  }

  void timeIsAhead(long seconds) {
    LOG.error(
        "The time of partition {} is {} s ahead of the clock of this machine. It stands still until"
            + " the clock has reached it. Check the clocks of the machines that run relays",
        partition,
        seconds);
  }

  void addTo(Map<String, Long> gauges) {
    gauges.put("correlator-failures", correlatorFailures);
    gauges.put("states-impossible", statesImpossible);
  }
}
