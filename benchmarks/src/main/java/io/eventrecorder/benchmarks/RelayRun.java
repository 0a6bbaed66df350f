package io.eventrecorder.benchmarks;

import io.eventrecorder.relay.Relay;
import io.eventrecorder.relay.RelayOptions;
import io.eventrecorder.relay.RelayStats;
import io.eventrecorder.relay.input.InputLimits;
import io.eventrecorder.spi.EventClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A relay with one thread reads a topic to its end. */
final class RelayRun {
  /** The share of the events that is read before the measurement begins, for the compiler. */
  private static final double WARM_UP = 0.4;

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long PAUSE_NANOS = 5_000_000;
  private static final EventClock CLOCK = EventClock.system();

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final String application;
  private final RelayOptions options;
  private final long events;

  /**
   * The figures of a run.
   *
   * @param cpu CPU time of the stream thread, in microseconds for each event
   * @param perSecond events for each second of the clock on the wall; other processes use the
   *     processor, too
   * @param retained bytes of the heap that the relay has more than before, for each event
   */
  record Figures(double cpu, double perSecond, long retained) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "stream thread %.2f us, %,.0f events/s", cpu, perSecond);
    }
  }

  RelayRun(String address, String topic, RelayLoad load, String application, long events) {
    this.application = application;
    this.events = events;
    this.options =
        RelayOptions.builder()
            .bootstrapServers(address)
            .applicationId(application)
            .from(topic)
            .outputTopic(application + "-states")
            .deadTopic(application + "-dead")
            .threads(1)
            .correlator(load.options())
            .limits(
                InputLimits.standard()
                    .withNewPerMinute(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
            .kafka(Map.of("replication.factor", 1, "num.standby.replicas", 0))
            .build();
  }

  private record Reading(long consumed, long cpuNanos, long nanos) {}

  /** The relay publishes its counters once a second; the first and the last one are used. */
  Figures measure() {
    long heap = usedHeap();
    Relay relay = Relay.builder(options).createTopics(1).build();
    relay.start();
    try {
      Reading first = await(relay, (long) (events * WARM_UP));
      Reading last = await(relay, events);
      double more = last.consumed - first.consumed;
      return new Figures(
          (last.cpuNanos - first.cpuNanos) / 1e3 / more,
          more * 1e9 / (last.nanos - first.nanos),
          (usedHeap() - heap) / events);
    } finally {
      relay.close();
    }
  }

  /** Reads the clocks as soon as the relay publishes that it has read so many records. */
  private Reading await(Relay relay, long consumed) {
    long deadline = CLOCK.nanoTime() + LIMIT.toNanos();
    while (CLOCK.nanoTime() < deadline) {
      long now =
          relay.stats().partitions().stream().mapToLong(RelayStats.Partition::consumed).sum();
      if (now >= consumed) {
        return new Reading(now, streamThreadCpu(), CLOCK.nanoTime());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new IllegalStateException(
        "not read in " + LIMIT.toMinutes() + " minutes: " + relay.stats() + " " + relay.health());
  }

  private long streamThreadCpu() {
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null
          && thread.getThreadName().startsWith(application)
          && thread.getThreadName().contains("StreamThread")
          && !thread.getThreadName().contains("|")) {
        return threads.getThreadCpuTime(thread.getThreadId());
      }
    }
    throw new IllegalStateException("no stream thread");
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
