package io.eventrecorder.micrometer;

import io.eventrecorder.broadcaster.PipelineStats.Latency;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Registers meters with common tags, and removes them again. A registry has a weak reference to the
 * object of a meter and a strong one to its function. Here each function refers to its object, so
 * that the meters work as long as the registry, even if the application does not keep the binder.
 * Not thread-safe.
 */
final class Meters {
  /** Reads the value of a meter. */
  @FunctionalInterface
  interface Reading {
    double value();
  }

  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> registered = new ArrayList<>();

  Meters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  void counter(String name, String description, Reading reading, String... keyValues) {
    registered.add(
        FunctionCounter.builder(name, reading, unused -> reading.value())
            .description(description)
            .tags(tags.and(keyValues))
            .register(registry));
  }

  void gauge(String name, String description, Reading reading, String... keyValues) {
    registered.add(
        Gauge.builder(name, reading::value)
            .description(description)
            .tags(tags.and(keyValues))
            .register(registry));
  }

  void time(String name, String description, Supplier<Duration> reading) {
    registered.add(
        TimeGauge.builder(name, () -> reading.get().toNanos(), TimeUnit.NANOSECONDS)
            .description(description)
            .tags(tags)
            .register(registry));
  }

  void timer(String name, String description, Supplier<Latency> reading) {
    registered.add(
        FunctionTimer.builder(
                name,
                reading,
                unused -> reading.get().count(),
                unused -> reading.get().total().toNanos(),
                TimeUnit.NANOSECONDS)
            .description(description)
            .tags(tags)
            .register(registry));
  }

  void close() {
    registered.forEach(registry::remove);
    registered.clear();
  }
}
