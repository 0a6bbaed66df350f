package io.eventrecorder.relay;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The meters of a relay, and those of Kafka Streams, for Micrometer. It needs {@code
 * io.micrometer:micrometer-core}, which the relay does not bring. Thread-safe.
 *
 * <p>The meters {@code eventrecorder.relay.…} are gauges: each is the sum over the partitions that
 * this instance correlates now, so it falls when a partition moves away.
 */
public final class RelayMetrics implements MeterBinder, AutoCloseable {
  private static final String PREFIX = "eventrecorder.relay.";

  private final Relay relay;
  private final List<KafkaStreamsMetrics> streams = new ArrayList<>();

  /**
   * Makes the meters of a relay.
   *
   * @param relay it must be started before {@link #bindTo}
   */
  public RelayMetrics(Relay relay) {
    this.relay = Objects.requireNonNull(relay, "relay");
  }

  /**
   * Registers the meters.
   *
   * @param registry gets the meters
   * @throws IllegalStateException if the relay is not started
   */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    KafkaStreamsMetrics ofStreams = new KafkaStreamsMetrics(relay.streams());
    ofStreams.bindTo(registry);
    streams.add(ofStreams);
    sum(registry, "consumed", "Records that were read", RelayStats.Partition::consumed);
    sum(registry, "counted", "Records whose event was counted", RelayStats.Partition::counted);
    sum(
        registry,
        "duplicates",
        "Records that were counted before",
        RelayStats.Partition::duplicates);
    sum(registry, "dead", "Records in the topic of dead letters", RelayStats.Partition::dead);
    sum(registry, "ignored", "Records that are nothing to count", RelayStats.Partition::ignored);
    sum(
        registry,
        "occurrences",
        "What the counted records added",
        RelayStats.Partition::occurrences);
    sum(registry, "written", "Occurrences that are in states", RelayStats.Partition::written);
    sum(registry, "unwritten", "Occurrences that are held back", RelayStats.Partition::unwritten);
    sum(
        registry,
        "dedup.unknown",
        "Records that may have been counted before",
        RelayStats.Partition::dedupUnknown);
    sum(
        registry,
        "state.lost",
        "How often the memory was missing",
        RelayStats.Partition::stateLost);
    sum(registry, "dropped", "Occurrences that are in no state", RelayStats.Partition::dropped);
    sum(registry, "lag", "Records that are not read yet", numbers -> numbers.lag().orElse(0));
    named(
        registry,
        "correlator.failures",
        "Failures of the correlator since the tasks began",
        "correlator-failures");
    named(
        registry,
        "states.impossible",
        "States that have no form as JSON since the tasks began",
        "states-impossible");
    named(
        registry,
        "seen.evicted",
        "Pages and ids that left early since the tasks began",
        "seen-evicted");
    gauge(
        registry,
        "time.behind",
        "Seconds that the slowest partition is behind the clock",
        started ->
            started.stats().partitions().stream()
                .mapToLong(numbers -> numbers.gauges().getOrDefault("time-behind-seconds", 0L))
                .max()
                .orElse(0));
    gauge(
        registry,
        "partitions",
        "Partitions that this instance correlates",
        started -> started.stats().partitions().size());
    gauge(registry, "live", "1 if all threads run", started -> started.health().live() ? 1 : 0);
    gauge(
        registry,
        "ready",
        "1 if the instance correlates or stands by",
        started -> started.health().ready() ? 1 : 0);
    FunctionCounter.builder(PREFIX + "failures", relay, started -> started.health().failures())
        .description("Threads that failed and were replaced")
        .register(registry);
  }

  private void sum(
      MeterRegistry registry,
      String name,
      String description,
      ToLongFunction<RelayStats.Partition> number) {
    gauge(
        registry,
        name,
        description,
        started -> started.stats().partitions().stream().mapToLong(number).sum());
  }

  private void named(MeterRegistry registry, String name, String description, String gauge) {
    sum(registry, name, description, numbers -> numbers.gauges().getOrDefault(gauge, 0L));
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Relay> value) {
    Gauge.builder(PREFIX + name, relay, value).description(description).register(registry);
  }

  /** Stops the meters of Kafka Streams. */
  @Override
  public synchronized void close() {
    streams.forEach(KafkaStreamsMetrics::close);
    streams.clear();
  }
}
