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
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
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

  /** A memory whose time is later is reported: it was made with a clock that was wrong. */
  private static final long TOLERATED_AHEAD_MILLIS = 60_000;

  /** Records that make the correlator fail are reported at most so often. */
  private static final long REPORT_MILLIS = 60_000;

  /** No partition writes so many states in a millisecond, on the average. */
  private static final long STATES_PER_MILLI = 1000;

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
  private final StoreMarks marks;
  private final RecordReader reader;
  private final Deduplicator deduplicator;
  private final CorrelatorMemory memory;
  private final OutgoingRecords records;
  private final Writes writes = new Writes();
  private long lastRecordMillis;
  private long reportedMillis;
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
    this.reportedMillis = lastRecordMillis - REPORT_MILLIS;
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
    writes.keep();
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
    writes.keep();
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
    long now = context.currentSystemTimeMs();
    if (now - reportedMillis >= REPORT_MILLIS) {
      reportedMillis = now;
      LOG.error(
          "The correlator of partition {} failed, and continues from what is stored: {} (failures"
              + " since the start of the task: {}; the next report is in a minute at the earliest)",
          partition,
          UserCode.text(thrown),
          correlatorFailures,
          thrown);
    }
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
      LOG.error(
          "A part of the memory of partition {} is lost: its changelog topics do not belong together."
              + " Events whose part is lost begin anew. Check who deleted a changelog topic, or its"
              + " records",
          partition);
    }
  }

  private void noteLostState(ConsumerRecord<byte[], byte[]> record) {
    if (books.isEmpty()
        && books.stateLost == 0
        && setup.hadConsumed(record.topic(), record.partition())) {
      loseState();
      LOG.error(
          "The memory of partition {} is lost: the relay has read topic {} before offset {}, but its"
              + " changelog topics are empty. Its events begin anew, with new names and counts."
              + " Check who deleted the changelog topics, or their records",
          partition,
          record.topic(),
          record.offset());
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
      LOG.warn(
          "Partition {} was correlated with other options before. If you did not change them, an"
              + " instance of relay {} has other options than this one: give all the same, or counts"
              + " and limits depend on where a partition is",
          partition,
          setup.options().applicationId());
    }
    books.options = options;
  }

  private void checkTime() {
    long ahead = clock.millis() - context.currentSystemTimeMs();
    if (ahead > TOLERATED_AHEAD_MILLIS) {
      LOG.error(
          "The time of partition {} is {} s ahead of the clock of this machine. It stands still until"
              + " the clock has reached it. Check the clocks of the machines that run relays",
          partition,
          ahead / 1000);
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
    gauges.put("correlator-failures", correlatorFailures);
    gauges.put("states-impossible", statesImpossible);
    gauges.put(
        "time-behind-seconds",
        books.isEmpty() ? 0 : Math.max(0, context.currentSystemTimeMs() - clock.millis()) / 1000);
    place.set(books.published(partition, gauges));
  }

  /**
   * Writes on their way into the store and into the topics. For the correlator the log is the
   * store, so a write counts as recorded as soon as it has the form of a record.
   */
  private final class Writes {
    private final List<OutgoingRecords.Made> made = new ArrayList<>();
    private long written;
    private long dropped;
    private boolean any;

    void begin() {
      made.clear();
      written = 0;
      dropped = 0;
      any = false;
    }

    boolean isEmpty() {
      return !any;
    }

    void add(Correlation write) {
      String scope = memory.correlator().scopeOf(write);
      long revision = books.revision + made.size() + 1;
      OutgoingRecords.Made record = records.state(write.event(), scope, revision, clock.millis());
      made.add(record);
      long recorded = recorded(write);
      if (record.isState()) {
        written += recorded;
      } else {
        dropped += recorded;
      }
    }

    /** One state that has no form as a record must not hold up the others. */
    void addIfPossible(Correlation write) {
      try {
        add(write);
      } catch (EventJsonException | DateTimeException | ArithmeticException e) {
        statesImpossible++;
        LOG.error(
            "A state of partition {} cannot be written, and is left out: {}", partition, e, e);
        dropped += recorded(write);
      }
    }

    private long recorded(Correlation write) {
      StatefulCorrelator correlator = memory.correlator();
      long before = correlator.unwritten();
      correlator.recorded(write, write.event());
      any = true;
      return before - correlator.unwritten();
    }

    void keep() {
      memory.keep();
      books.written += written;
      books.dropped += dropped;
      books.revision += made.size();
      made.forEach(PartitionTask.this::forward);
    }
  }
}
