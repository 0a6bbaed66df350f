package io.eventrecorder.relay;

import io.eventrecorder.Event;
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
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

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

  /** A memory whose time is later is reported: it was made with a clock that was wrong. */
  private static final long TOLERATED_AHEAD_MILLIS = 60_000;

  /** No partition writes so many states in a millisecond, on the average. */
  private static final long STATES_PER_MILLI = 1000;

  private static final int EXPIRE_AT_MOST = 1000;

  private final ProcessorContext<byte[], Outgoing> context;
  private final RelaySetup setup;
  private final int partition;
  private final Board.Place place;
  private final KeyValueStore<Bytes, byte[]> booksStore;
  private final Books books;
  private final PartitionClock clock = new PartitionClock();
  private final RecordNames names;
  private final StoreMarks marks;
  private final RecordReader reader;
  private final Deduplicator deduplicator;
  private final CorrelatorMemory memory;
  private final OutgoingRecords records;
  private final PartitionLog log;
  private final Writes writes;
  private long lastRecordMillis;

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
    KeyValueStore<Bytes, byte[]> state = context.getStateStore(RelayTopology.STATE_STORE);
    KeyValueStore<Bytes, byte[]> seen = context.getStateStore(RelayTopology.SEEN_STORE);
    this.names = new RecordNames(setup.salts());
    this.marks = new StoreMarks(state, seen);
    this.reader = new RecordReader(options.inputs(), options.limits());
    this.deduplicator = Deduplicator.open(new StoredSeen(seen), options.dedup());
    this.memory =
        new CorrelatorMemory(
            () -> options.correlators().create(clock, names),
            state,
            StreamsSettings.largestPart(options));
    this.records = new OutgoingRecords(options, partition);
    this.lastRecordMillis = context.currentSystemTimeMs();
    this.log = new PartitionLog(partition, lastRecordMillis);
    this.writes = new Writes(memory, records, books, clock, log);
    checkStores();
    checkOptions();
    checkTime();
    publish();
  }

  void process(ConsumerRecord<byte[], byte[]> record) {
    lastRecordMillis = context.currentSystemTimeMs();
    noteLostState(record);
    long millis = Math.min(record.timestamp(), lastRecordMillis + MAX_AHEAD_MILLIS);
    clock.advanceToMillis(millis);
    books.recordMillis = Math.max(books.recordMillis, millis);
    if (!dueFailed) {
      writeDue();
    }
    books.consumed++;
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
      deduplicator.mark(admitted.scope(), admitted.id(), seen, books.recordMillis);
      books.duplicates++;
    } else if (seen.verdict() == Verdict.LATE) {
      deduplicator.mark(admitted.scope(), admitted.id(), seen, books.recordMillis);
      setAside(
          record,
          new Incoming.Dead(
              DeadReason.LATE,
              "it is not known whether the event was counted before: the window of"
                  + " de-duplication is over; raise DedupOptions.withWindow, or count such events with"
                  + " DedupOptions.withLate(COUNT)"));
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
    writes.begin();
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
    deduplicator.mark(admitted.scope(), admitted.id(), seen, books.recordMillis);
    books.counted++;
    books.occurrences += added;
    if (seen.verdict() == Verdict.UNKNOWN) {
      books.dedupUnknown++;
    }
    writes.keep(this::forward);
  }

  /** The name of a recorder is unique in its process only, so the relay gives another. */
  private Event named(Event event) {
    return event.toBuilder().name(names.next(event.regarding().name())).build();
  }

  /** {@return whether there was anything to write} */
  private boolean writeDue() {
    writes.begin();
    try {
      OptionalLong next = memory.correlator().nextDueNanos();
      if (next.isEmpty() || next.getAsLong() > clock.nanoTime()) {
        return false;
      }
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
    writes.keep(this::forward);
    return true;
  }

  /** {@return whether anything was forgotten} */
  private boolean expire() {
    int forgotten = deduplicator.expire(books.recordMillis, EXPIRE_AT_MOST);
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
    // A partition without records must not write to its changelog each second.
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
    log.correlatorFailed(thrown, context.currentSystemTimeMs());
    memory.rollBack();
  }

  private static RuntimeException asException(Throwable thrown) {
    return thrown instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(thrown.toString(), thrown);
  }

  /** A memory with parts of different ages would give wrong counts that look right. */
  private void checkStores() {
    if (!marks.are(books.mark)) {
      loseState();
      log.storesDoNotBelongTogether();
    }
  }

  private void noteLostState(ConsumerRecord<byte[], byte[]> record) {
    if (books.isEmpty()
        && books.stateLost == 0
        && setup.hadConsumed(record.topic(), record.partition())) {
      loseState();
      log.memoryIsLost(record.topic(), record.offset());
    }
  }

  /** Revisions continue above all that can have been written. */
  private void loseState() {
    books.mark = 0;
    books.loseState(
        memory.correlator().unwritten(), context.currentSystemTimeMs() * STATES_PER_MILLI);
  }

  private void checkOptions() {
    long options = setup.options().fingerprint();
    if (!books.isEmpty() && books.options != options) {
      log.optionsDiffer(setup.options().applicationId());
    }
    books.options = options;
  }

  private void checkTime() {
    long ahead = clock.millis() - context.currentSystemTimeMs();
    if (ahead > TOLERATED_AHEAD_MILLIS) {
      log.timeIsAhead(ahead / 1000);
    }
  }

  private void keepBooks() {
    if (books.mark == 0) {
      books.mark = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
      marks.set(books.mark);
    }
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
    log.addTo(gauges);
    gauges.put(
        "time-behind-seconds",
        books.isEmpty() ? 0 : Math.max(0, context.currentSystemTimeMs() - clock.millis()) / 1000);
    place.set(books.published(partition, gauges));
  }
}
