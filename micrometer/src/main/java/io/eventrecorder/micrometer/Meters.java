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
 * Registers meters that have tags in common, and remembers them. Registries hold a meter's object
 * weakly but its function strongly, so each function here holds its object: it must work as long as
 * the registry does, also where the application forgot the binder. Not thread-safe.
 */
final class Meters {
  /** The value of a meter, now. */
  @FunctionalInterface
  interface Reading {
    double now();
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
        FunctionCounter.builder(name, reading, unused -> reading.now())
            .description(description)
            .tags(tags.and(keyValues))
            .register(registry));
  }

  void gauge(String name, String description, Reading reading, String... keyValues) {
    registered.add(
        Gauge.builder(name, reading::now)
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
