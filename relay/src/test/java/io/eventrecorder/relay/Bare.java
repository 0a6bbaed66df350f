package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.relay.input.Incoming;
import io.eventrecorder.relay.input.InputLimits;
import io.eventrecorder.relay.input.OccurrenceId;
import io.eventrecorder.relay.input.RecordReader;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.StatefulCorrelator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A correlator in one process that reads the records one after another. It has no stores and no
 * Kafka, and is never moved. What the relay writes must be what this correlator gives.
 */
final class Bare {
  private PartitionClock now = new PartitionClock();
  private final EventClock clock =
      new EventClock() {
        @Override
        public Instant instant() {
          return now.instant();
        }

        @Override
        public long nanoTime() {
          return now.nanoTime();
        }
      };
  private final RecordNames names = new RecordNames(RelayDriver.salts(List.of("events")));
  private final RecordReader reader = new RecordReader(Map.of(), InputLimits.standard());
  private final StatefulCorrelator correlator;
  private final List<String> written = new ArrayList<>();
  private Instant wall;
  private Instant lastRecord;
  private long offset;
  private long keptNanos;

  Bare(CorrelatorFactory factory, Instant wall) {
    this.correlator = factory.create(clock, names);
    this.wall = wall;
    this.lastRecord = wall;
  }

  /** {@return a state as text, to compare it} */
  static String text(TestRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8) + ' ' + new String(record.value(), UTF_8);
  }

  void passes(Duration span) {
    wall = wall.plus(span);
    if (Duration.between(lastRecord, wall).toMillis() >= 10_000) {
      now.advanceToMillis(wall.toEpochMilli() - 10_000);
    }
    boolean changed = due();
    changed |= correlator.expire(1000) > 0;
    if (changed || (keptNanos > 0 && now.nanoTime() - keptNanos >= 60_000_000_000L)) {
      keptNanos = now.nanoTime();
    }
  }

  /** Reads a record that is no duplicate. */
  void reads(String topic, TestRecord<byte[], byte[]> record) {
    lastRecord = wall;
    now.advanceToMillis(Math.min(record.timestamp(), wall.toEpochMilli() + 5_000));
    due();
    keptNanos = now.nanoTime();
    Incoming incoming =
        reader.read(
            new ConsumerRecord<>(
                topic,
                0,
                offset,
                record.timestamp(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                record.key(),
                record.value(),
                record.headers(),
                java.util.Optional.empty()),
            now.millis());
    if (incoming instanceof Incoming.Admitted admitted) {
      names.at(topic, 0, offset);
      String name = names.next(admitted.event().regarding().name());
      write(
          correlator.correlate(
              admitted.event().toBuilder().name(name).build(),
              new Arrival(admitted.scope(), count(admitted.id()))));
    }
    offset++;
  }

  /** A task that moves continues at the time that was kept. */
  void continues() {
    lastRecord = wall;
    now = new PartitionClock();
    now.advanceTo(keptNanos);
  }

  /** An id that was not seen before is so many occurrences. */
  private static int count(OccurrenceId id) {
    return id instanceof OccurrenceId.Foreign other ? other.count() : 1;
  }

  /** Reads a record that was read before, so that only its time counts. */
  void reads(TestRecord<byte[], byte[]> again) {
    lastRecord = wall;
    now.advanceToMillis(Math.min(again.timestamp(), wall.toEpochMilli() + 5_000));
    due();
    keptNanos = now.nanoTime();
    offset++;
  }

  private boolean due() {
    List<Correlation> due = correlator.due();
    due.forEach(this::write);
    return !due.isEmpty();
  }

  private void write(Correlation write) {
    if (write.kind() != Correlation.Kind.SUPPRESS) {
      String scope = correlator.scopeOf(write);
      correlator.recorded(write, write.event());
      String event = EventJson.write(write.event().toBuilder().uid("").build(), EventApi.CORE_V1);
      written.add(
          scope + '|' + write.event().namespace() + '|' + write.event().name() + ' ' + event);
    }
  }

  List<String> written() {
    return List.copyOf(written);
  }

  long unwritten() {
    return correlator.unwritten();
  }
}
