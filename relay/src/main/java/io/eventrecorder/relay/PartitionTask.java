package io.eventrecorder.relay;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.relay.dedup.DedupStats;
import io.eventrecorder.relay.dedup.Deduplicator;
import io.eventrecorder.relay.dedup.Seen;
import io.eventrecorder.relay.dedup.Verdict;
import io.eventrecorder.relay.input.DeadReason;
import io.eventrecorder.relay.input.Incoming;
import io.eventrecorder.relay.input.OccurrenceId;
import io.eventrecorder.relay.input.RecordReader;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.StatefulCorrelator;
import io.eventrecorder.spi.UserCode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Correlates the records of one partition, from the start of a task to its end. Each call is a part
 * of one transaction of Kafka Streams. Confined to the thread of the task.
 *
 * <p>No record can stop the partition: what the reader or the correlator cannot take is set aside.
 * Exceptions of the stores and of the topics are those of Kafka Streams. They pass through, and end
 * the transaction.
 */
final class PartitionTask {
  static final Bytes BOOKS_KEY = Bytes.wrap(new byte[] {'b'});

  /** How long a partition has no records before its time follows the clock of the machine. */
  private static final long QUIET_MILLIS = 10_000;

  /** How far a record may be ahead of the clock of the machine. */
  private static final long MAX_AHEAD_MILLIS = 5_000;

  /** The books of a partition without records are kept at least so often. */
  private static final long KEEP_TIME_NANOS = 60_000_000_000L;

  private static final int EXPIRE_AT_MOST = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(PartitionTask.class);

  private final ProcessorContext<byte[], Outgoing> context;
  private final RelaySetup setup;
  private final int partition;
  private final Board.Place place;
  private final KeyValueStore<Bytes, byte[]> booksStore;
  private final Books books;
  private final PartitionClock clock = new PartitionClock();
  private final RecordNames names;
  private final RecordReader reader;
  private final Deduplicator deduplicator;
  private final CorrelatorMemory memory;
  private final OutgoingRecords records;
  private long lastRecordMillis;
  private long correlatorFailures;
  private long statesImpossible;

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
    this.names = new RecordNames(setup.salts());
    this.reader = new RecordReader(options.inputs(), options.limits());
    this.deduplicator =
        Deduplicator.open(
            new StoredSeen(context.getStateStore(RelayTopology.SEEN_STORE)), options.dedup());
    this.memory =
        new CorrelatorMemory(
            () -> options.correlators().create(clock, names),
            context.getStateStore(RelayTopology.STATE_STORE));
    this.records = new OutgoingRecords(options, partition);
    this.lastRecordMillis = context.currentSystemTimeMs();
    publish();
  }

  void process(ConsumerRecord<byte[], byte[]> record) {
    lastRecordMillis = context.currentSystemTimeMs();
    noteLostState(record);
    clock.advanceToMillis(Math.min(record.timestamp(), lastRecordMillis + MAX_AHEAD_MILLIS));
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
    Seen seen = deduplicator.check(admitted.scope(), admitted.id());
    if (seen.verdict() == Verdict.DUPLICATE) {
      deduplicator.mark(admitted.scope(), admitted.id(), seen, clock.millis());
      books.duplicates++;
    } else if (seen.verdict() == Verdict.LATE) {
      deduplicator.mark(admitted.scope(), admitted.id(), seen, clock.millis());
      setAside(
          record,
          new Incoming.Dead(
              DeadReason.LATE,
              "it is not known whether the event was counted before: the window of"
                  + " de-duplication is over; raise dedup-window, or count such events"));
    } else {
      correlate(record, admitted, seen);
    }
  }

  /**
   * Counts an event. If the correlator fails, the record is set aside, and a new correlator
   * continues from the store, which has nothing of this record. The record is not marked as seen
   * then, so it is counted when it arrives again.
   */
  private void correlate(
      ConsumerRecord<byte[], byte[]> record, Incoming.Admitted admitted, Seen seen) {
    names.at(record.topic(), record.partition(), record.offset());
    StatefulCorrelator correlator = memory.correlator();
    Writes writes = new Writes();
    long added = seen.occurrences();
    try {
      long before = correlator.unwritten();
      Event event = named(admitted.event());
      Correlation write = correlator.correlate(event, new Arrival(admitted.scope(), added));
      if (admitted.id() instanceof OccurrenceId.Absolute) {
        added = correlator.unwritten() - before; // only the correlator knows the count before
      }
      if (write.kind() != Correlation.Kind.SUPPRESS) {
        writes.add(write);
      }
      memory.collect();
    } catch (RuntimeException | StackOverflowError e) {
      correlatorFailed(e);
      books.dead++;
      forward(records.dead(record, asException(e), clock.millis()));
      return;
    }
    deduplicator.mark(admitted.scope(), admitted.id(), seen, clock.millis());
    books.counted++;
    books.occurrences += added;
    if (seen.verdict() == Verdict.UNKNOWN) {
      books.dedupUnknown++;
    }
    writes.keep();
  }

  /** The name of a recorder is unique in its process only, so the relay gives another. */
  private Event named(Event event) {
    return event.toBuilder().name(names.next(event.regarding().name())).build();
  }

  /** {@return whether there was anything to write} */
  private boolean writeDue() {
    Writes writes = new Writes();
    try {
      for (Correlation write : memory.correlator().due()) {
        writes.addIfPossible(write);
      }
      if (writes.isEmpty()) {
        return false;
      }
      memory.collect();
    } catch (RuntimeException | StackOverflowError e) {
      dueFailed = true;
      correlatorFailed(e);
      return false;
    }
    writes.keep();
    return true;
  }

  /** {@return whether anything was forgotten} */
  private boolean expire() {
    int forgotten = deduplicator.expire(clock.millis(), EXPIRE_AT_MOST);
    try {
      forgotten += memory.correlator().expire(EXPIRE_AT_MOST);
      memory.collect();
    } catch (RuntimeException | StackOverflowError e) {
      correlatorFailed(e);
      return forgotten > 0;
    }
    memory.keep();
    return forgotten > 0;
  }

  /** Without records, the time of the partition follows the clock of the machine. */
  void punctuate(long wallMillis) {
    dueFailed = false;
    if (wallMillis - lastRecordMillis >= QUIET_MILLIS) {
      clock.advanceToMillis(wallMillis - QUIET_MILLIS);
    }
    boolean changed = writeDue();
    changed |= expire();
    // A partition that nobody uses must not write to its changelog each second.
    if (changed || (!books.isEmpty() && clock.nanoTime() - books.nanos >= KEEP_TIME_NANOS)) {
      keepBooks();
    }
    publish();
  }

  void close() {
    setup.board().close(partition, place);
  }

  private void setAside(ConsumerRecord<byte[], byte[]> record, Incoming.Dead dead) {
    books.dead++;
    forward(records.dead(record, dead, clock.millis()));
  }

  private void forward(OutgoingRecords.Made made) {
    context.forward(made.record(), made.sink());
  }

  private void correlatorFailed(Throwable thrown) {
    correlatorFailures++;
    LOG.error(
        "The correlator of partition {} failed, and continues from what is stored: {}",
        partition,
        UserCode.text(thrown),
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
          "The memory of partition {} is lost: the relay has read topic {} before offset {}, but its"
              + " changelog topics are empty. Its events begin anew, with new names and counts."
              + " Check who deleted the changelog topics, or their records",
          partition,
          record.topic(),
          record.offset());
    }
  }

  private void keepBooks() {
    books.unwritten = memory.correlator().unwritten();
    books.nanos = clock.nanoTime();
    booksStore.put(BOOKS_KEY, books.toBytes());
  }

  private void publish() {
    Map<String, Long> gauges = new HashMap<>(memory.correlator().gauges());
    DedupStats seen = deduplicator.stats();
    gauges.put("seen-pages", (long) seen.pages());
    gauges.put("seen-ids", (long) seen.ids());
    gauges.put("seen-evicted", seen.evicted());
    gauges.put("correlator-failures", correlatorFailures);
    gauges.put("states-impossible", statesImpossible);
    place.set(books.published(partition, gauges));
  }

  /**
   * Writes on their way into the store and into the topics. For the correlator the log is the
   * store, so a write counts as recorded as soon as it has the form of a record.
   */
  private final class Writes {
    private final List<OutgoingRecords.Made> made = new ArrayList<>();
    private long written;
    private boolean any;

    boolean isEmpty() {
      return !any;
    }

    void add(Correlation write) {
      String scope = memory.correlator().scopeOf(write);
      made.add(records.state(write.event(), scope, books.revision(), clock.millis()));
      record(write);
    }

    /** One state that has no form as a record must not hold up the others. */
    void addIfPossible(Correlation write) {
      try {
        add(write);
      } catch (EventJsonException | DateTimeException | ArithmeticException e) {
        statesImpossible++;
        LOG.error(
            "A state of partition {} cannot be written, and is left out: {}", partition, e, e);
        record(write);
      }
    }

    private void record(Correlation write) {
      StatefulCorrelator correlator = memory.correlator();
      long before = correlator.unwritten();
      correlator.recorded(write, write.event());
      written += before - correlator.unwritten();
      any = true;
    }

    void keep() {
      memory.keep();
      books.written += written;
      made.forEach(PartitionTask.this::forward);
    }
  }
}
