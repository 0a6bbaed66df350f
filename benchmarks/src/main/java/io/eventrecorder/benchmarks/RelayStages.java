package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.relay.dedup.DedupOptions;
import io.eventrecorder.relay.dedup.Deduplicator;
import io.eventrecorder.relay.dedup.Seen;
import io.eventrecorder.relay.dedup.SeenStore;
import io.eventrecorder.relay.input.Incoming;
import io.eventrecorder.relay.input.InputLimits;
import io.eventrecorder.relay.input.RecordReader;
import io.eventrecorder.relay.input.TopicRules;
import io.eventrecorder.relay.output.StateRecords;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StatefulCorrelator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The work of a relay on one partition without Kafka Streams, one stage after the other, on the
 * thread that calls. Each stage is done for all records before the next one begins, so that only
 * two readings of the clock are needed.
 */
final class RelayStages {
  /**
   * CPU time, in microseconds for each event.
   *
   * @param read from the bytes of a record to an admitted event
   * @param seen whether it was counted before
   * @param correlate the decision of the correlator
   * @param parts the changed parts of its memory as bytes; the correlator is asked after each event
   * @param states the records of the states that are written
   * @param partBytes bytes of changed parts, with their keys, for each event
   */
  record Cost(
      double read, double seen, double correlate, double parts, double states, long partBytes) {
    double sum() {
      return read + seen + correlate + parts + states;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "read %.2f, seen %.2f, correlate %.2f, parts %.2f, states %.2f us; %d B of parts",
          read,
          seen,
          correlate,
          parts,
          states,
          partBytes);
    }
  }

  /** Counts what it receives. */
  private static final class CountedParts implements StatefulCorrelator.Parts {
    private long bytes;

    @Override
    public void put(byte[] key, byte[] value) {
      bytes += key.length + (long) value.length;
    }

    @Override
    public void remove(byte[] key) {
      bytes += key.length;
    }
  }

  /** A map. */
  private static final class MapStore implements SeenStore {
    private final Map<ByteBuffer, byte[]> content = new HashMap<>();

    @Override
    public byte @Nullable [] get(byte[] key) {
      return content.get(ByteBuffer.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
      content.put(ByteBuffer.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
      content.remove(ByteBuffer.wrap(key));
    }

    @Override
    public void forEach(byte[] prefix, BiConsumer<byte[], byte[]> action) {
      // At the start there is nothing.
    }
  }

  /** The time of the newest record, as in a partition. */
  private static final class RecordClock implements EventClock {
    private long millis;

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }

    @Override
    public long nanoTime() {
      return millis * 1_000_000;
    }
  }

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final RelayLoad load;

  RelayStages(List<ConsumerRecord<byte[], byte[]>> records, RelayLoad load) {
    this.records = records;
    this.load = load;
  }

  /** Does all stages once, with a memory that is empty at first. */
  Cost measure() {
    RecordReader reader =
        new RecordReader(
            Map.of(records.get(0).topic(), TopicRules.all()),
            InputLimits.standard()
                .withNewPerMinute(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    List<Incoming.Admitted> admitted = new ArrayList<>(records.size());
    long start = threads.getCurrentThreadCpuTime();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (reader.read(record, record.timestamp()) instanceof Incoming.Admitted event) {
        admitted.add(event);
      }
    }
    double read = micros(start);
    if (admitted.size() != records.size()) {
      throw new IllegalStateException(records.size() - admitted.size() + " were not admitted");
    }

    Deduplicator deduplicator = Deduplicator.open(new MapStore(), DedupOptions.standard());
    start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < admitted.size(); i++) {
      Incoming.Admitted event = admitted.get(i);
      Seen found = deduplicator.check(event.scope(), event.id());
      if (!found.verdict().isCounted()) {
        throw new IllegalStateException("a duplicate: " + event);
      }
      deduplicator.mark(event.scope(), event.id(), found, records.get(i).timestamp());
    }
    double seen = micros(start);

    List<Correlation> writes = new ArrayList<>();
    double correlate = correlate(admitted, null, writes);
    CountedParts parts = new CountedParts();
    double both = correlate(admitted, parts, new ArrayList<>());

    StateRecords states = new StateRecords("states", EventApi.CORE_V1);
    start = threads.getCurrentThreadCpuTime();
    long revision = 0;
    for (Correlation write : writes) {
      revision += states.of(write.event(), "source", revision, 0).value().length;
    }
    double written = micros(start);
    return new Cost(read, seen, correlate, both - correlate, written, parts.bytes / records.size());
  }

  private double correlate(
      List<Incoming.Admitted> admitted, @Nullable CountedParts parts, List<Correlation> writes) {
    RecordClock clock = new RecordClock();
    EventNames names = EventNames.of(clock);
    StatefulCorrelator correlator = AggregatingCorrelator.create(load.options(), clock, names);
    if (parts != null) {
      correlator.changes(parts);
    }
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < admitted.size(); i++) {
      clock.millis = Math.max(clock.millis, records.get(i).timestamp());
      Event event = admitted.get(i).event();
      Event named = event.toBuilder().name(names.next(event.regarding().name())).build();
      Correlation write = correlator.correlate(named, new Arrival(admitted.get(i).scope(), 1));
      if (write.kind() != Correlation.Kind.SUPPRESS) {
        correlator.recorded(write, write.event());
        writes.add(write);
      }
      if (parts != null) {
        correlator.changes(parts);
      }
    }
    return micros(start);
  }

  private double micros(long start) {
    return (threads.getCurrentThreadCpuTime() - start) / 1e3 / records.size();
  }
}
