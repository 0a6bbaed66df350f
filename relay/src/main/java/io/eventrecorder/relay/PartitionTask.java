package io.eventrecorder.relay;

import io.eventrecorder.Event;
import io.eventrecorder.relay.dedup.Deduplicator;
import io.eventrecorder.relay.dedup.Seen;
import io.eventrecorder.relay.dedup.Verdict;
import io.eventrecorder.relay.input.DeadReason;
import io.eventrecorder.relay.input.Incoming;
import io.eventrecorder.relay.input.OccurrenceId;
import io.eventrecorder.relay.input.RecordReader;
import io.eventrecorder.relay.output.DeadRecords;
import io.eventrecorder.relay.output.StateRecords;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.StatefulCorrelator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Correlates the records of one partition, from the start of a task to its end. Each call is a part
 * of one transaction of Kafka Streams. Confined to the thread of the task.
 */
final class PartitionTask {
  /** How long a partition has no records before its time follows the clock of the machine. */
  static final long QUIET_MILLIS = 10_000;

  /** How far a record may be ahead of the clock of the machine. */
  static final long MAX_AHEAD_MILLIS = 5_000;

  static final Bytes BOOKS_KEY = Bytes.wrap(new byte[] {'b'});

  private static final int EXPIRE_AT_MOST = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(PartitionTask.class);

  private final ProcessorContext<byte[], Outgoing> context;
  private final RelaySetup setup;
  private final int partition;
  private final Board.Place place;
  private final KeyValueStore<Bytes, byte[]> booksStore;
  private final Books books;
  private final PartitionClock clock = new PartitionClock();
  private final RecordNames names = new RecordNames();
  private final RecordReader reader;
  private final Deduplicator deduplicator;
  private final CorrelatorMemory memory;
  private final StateRecords states;
  private final DeadRecords deadRecords;
  private long lastRecordMillis;
  private long correlatorFailures;

  /** After a failure of {@code due()}, it is asked again in the next punctuation. */
  private boolean dueFailed;

  PartitionTask(ProcessorContext<byte[], Outgoing> context, RelaySetup setup) {
    this.context = context;
    this.setup = setup;
    this.partition = context.taskId().partition();
    this.place = setup.board().open(partition);
    this.booksStore = context.getStateStore(RelayTopology.BOOKS_STORE);
    this.books = Books.of(booksStore.get(BOOKS_KEY));
    clock.advanceTo(books.nanos);
    RelayOptions options = setup.options();
    this.reader = new RecordReader(options.inputs(), options.limits());
    this.deduplicator =
        Deduplicator.open(
            new StoredSeen(context.getStateStore(RelayTopology.SEEN_STORE)), options.dedup());
    this.memory =
        new CorrelatorMemory(
            () -> options.correlators().create(clock, names),
            context.getStateStore(RelayTopology.STATE_STORE));
    this.states = new StateRecords(options.outputTopic(), options.api());
    this.deadRecords = new DeadRecords(options.maxOutputBytes() / 2);
    this.lastRecordMillis = context.currentSystemTimeMs();
    publish();
  }

  void process(ConsumerRecord<byte[], byte[]> record) {
    long wallMillis = context.currentSystemTimeMs();
    lastRecordMillis = wallMillis;
    noteLostState(record);
    clock.advanceToMillis(Math.min(record.timestamp(), wallMillis + MAX_AHEAD_MILLIS));
    if (!dueFailed) {
      writeDue();
    }
    books.consume(record.topic(), record.offset());
    Incoming incoming = reader.read(record, clock.millis());
    if (incoming instanceof Incoming.Admitted admitted) {
      count(record, admitted);
    } else if (incoming instanceof Incoming.Dead dead) {
      setAside(record, dead);
    } else {
      books.ignored++;
    }
    keepBooks();
  }

  private void count(ConsumerRecord<byte[], byte[]> record, Incoming.Admitted admitted) {
    Seen seen = deduplicator.check(admitted.scope(), admitted.id(), clock.millis());
    switch (seen.verdict()) {
      case DUPLICATE -> books.duplicates++;
      case LATE ->
          setAside(
              record,
              new Incoming.Dead(
                  DeadReason.LATE,
                  "it is not known whether this event was counted: what was remembered of its time"
                      + " is gone"));
      case NEW, WITHOUT_ID, UNKNOWN -> correlate(record, admitted, seen);
    }
  }

  /**
   * If the correlator fails, the record is set aside, and a new correlator continues from the
   * store, which does not have the failed record.
   */
  private void correlate(
      ConsumerRecord<byte[], byte[]> record, Incoming.Admitted admitted, Seen seen) {
    names.at(record.topic(), record.partition(), record.offset());
    StatefulCorrelator correlator = memory.correlator();
    Writes writes = new Writes();
    long added;
    try {
      long before = correlator.unwritten();
      Event event = named(admitted.event());
      Correlation write =
          correlator.correlate(event, new Arrival(admitted.scope(), seen.occurrences()));
      added =
          admitted.id() instanceof OccurrenceId.Absolute
              ? correlator.unwritten() - before
              : seen.occurrences();
      if (write.kind() != Correlation.Kind.SUPPRESS) {
        writes.add(write);
      }
      memory.collect();
    } catch (RuntimeException | StackOverflowError e) {
      correlatorFailed(e);
      books.dead++;
      forward(deadRecords.of(record, asException(e), clock.millis()), RelayTopology.DEAD);
      return;
    }
    books.counted++;
    books.occurrences += added;
    if (seen.verdict() == Verdict.UNKNOWN) {
      books.dedupUnknown++;
    }
    writes.keep();
  }

  /** A recorder's name is unique in its process only. */
  private Event named(Event event) {
    return event.toBuilder().name(names.next(event.regarding().name())).build();
  }

  private void writeDue() {
    StatefulCorrelator correlator = memory.correlator();
    Writes writes = new Writes();
    try {
      correlator.due().forEach(writes::add);
      if (writes.isEmpty()) {
        return;
      }
      memory.collect();
    } catch (RuntimeException | StackOverflowError e) {
      dueFailed = true;
      correlatorFailed(e);
      return;
    }
    writes.keep();
  }

  private void expire() {
    try {
      if (memory.correlator().expire(EXPIRE_AT_MOST) > 0) {
        memory.collect();
      }
    } catch (RuntimeException | StackOverflowError e) {
      correlatorFailed(e);
      return;
    }
    memory.keep();
  }

  /** Without records, the time of the partition follows the clock of the machine. */
  void punctuate(long wallMillis) {
    dueFailed = false;
    if (wallMillis - lastRecordMillis >= QUIET_MILLIS) {
      clock.advanceToMillis(wallMillis - QUIET_MILLIS);
    }
    writeDue();
    expire();
    deduplicator.expire(clock.millis(), EXPIRE_AT_MOST);
    if (!books.isEmpty()) {
      keepBooks();
    }
    publish();
  }

  void close() {
    setup.board().close(partition, place);
  }

  private void setAside(ConsumerRecord<byte[], byte[]> record, Incoming.Dead dead) {
    books.dead++;
    forward(deadRecords.of(record, dead, clock.millis()), RelayTopology.DEAD);
  }

  private void correlatorFailed(Throwable thrown) {
    correlatorFailures++;
    LOG.error(
        "The correlator of partition {} failed; it continues from what is stored",
        partition,
        thrown);
    memory.rollBack();
  }

  private static RuntimeException asException(Throwable thrown) {
    return thrown instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(thrown.toString(), thrown);
  }

  private void noteLostState(ConsumerRecord<byte[], byte[]> record) {
    if (books.isEmpty() && setup.hadConsumed(record.topic(), record.partition())) {
      books.stateLost++;
      LOG.error(
          "The memory of partition {} is lost: topic {} was read up to offset {} before, and the"
              + " changelog topics of the relay have nothing. Events begin again with new names and"
              + " counts. Check who deleted the changelog topics, and their cleanup.policy=compact",
          partition,
          record.topic(),
          record.offset());
    }
  }

  private void forward(Record<byte[], byte[]> record, String sink) {
    context.forward(record.withValue(new Outgoing(partition, record.value())), sink);
  }

  private void keepBooks() {
    books.unwritten = memory.correlator().unwritten();
    books.nanos = clock.nanoTime();
    booksStore.put(BOOKS_KEY, books.toBytes());
  }

  private void publish() {
    Map<String, Long> gauges = new HashMap<>(memory.correlator().gauges());
    gauges.put("correlator-failures", correlatorFailures);
    gauges.put("seen-pages", (long) deduplicator.stats().pages());
    gauges.put("seen-ids", (long) deduplicator.stats().ids());
    gauges.put("seen-evicted", deduplicator.stats().evicted());
    place.set(
        new RelayStats.Partition(
            partition,
            books.consumed,
            books.counted,
            books.duplicates,
            books.dead,
            books.ignored,
            books.occurrences,
            books.written,
            books.unwritten,
            books.dedupUnknown,
            books.stateLost,
            clock.instant(),
            OptionalLong.empty(),
            gauges));
  }

  /**
   * Writes that are on their way into the store and into the topic. For the correlator the log is
   * the store, so a write counts as recorded as soon as it has the form of a record.
   */
  private final class Writes {
    private final List<Record<byte[], byte[]>> records = new ArrayList<>();
    private long written;

    boolean isEmpty() {
      return records.isEmpty();
    }

    void add(Correlation write) {
      StatefulCorrelator correlator = memory.correlator();
      records.add(
          states.of(write.event(), correlator.scopeOf(write), books.revision(), clock.millis()));
      long before = correlator.unwritten();
      correlator.recorded(write, write.event());
      written += before - correlator.unwritten();
    }

    void keep() {
      memory.keep();
      books.written += written;
      records.forEach(record -> forward(record, RelayTopology.WRITTEN));
    }
  }
}
