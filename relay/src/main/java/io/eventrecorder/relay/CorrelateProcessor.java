package io.eventrecorder.relay;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.StatefulCorrelator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Correlates the records of one partition. Kafka Streams commits the stores, the output and the
 * offsets in one transaction. Confined to the thread of its task.
 */
final class CorrelateProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
  private static final Logger LOG = LoggerFactory.getLogger(CorrelateProcessor.class);
  private static final Bytes BOOKS_KEY = Bytes.wrap(new byte[] {'b'});
  private static final Duration PUNCTUATION = Duration.ofSeconds(1);
  private static final long QUIET_MILLIS = 10_000;
  private static final long MAX_AHEAD_MILLIS = 5_000;
  private static final int EXPIRE_AT_MOST = 1000;

  private final CorrelatorFactory factory;

  private @Nullable Task task;

  CorrelateProcessor(CorrelatorFactory factory) {
    this.factory = factory;
  }

  /** Kafka Streams calls this again if it revives the task, so everything is made anew. */
  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    Task opened = new Task(context);
    task = opened;
    context.schedule(PUNCTUATION, PunctuationType.WALL_CLOCK_TIME, opened::punctuate);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task open = task;
    if (open == null) {
      throw new IllegalStateException("a record before init");
    }
    open.process(record);
  }

  private final class Task {
    private final ProcessorContext<byte[], Outgoing> context;
    private final KeyValueStore<Bytes, byte[]> seen;
    private final KeyValueStore<Bytes, byte[]> booksStore;
    private final PartitionClock clock = new PartitionClock();
    private final RecordNames names = new RecordNames();
    private final int partition;
    private final Books books;
    private final CorrelatorMemory memory;
    private long lastRecordMillis;

    Task(ProcessorContext<byte[], Outgoing> context) {
      this.context = context;
      this.partition = context.taskId().partition();
      this.seen = context.getStateStore(RelayTopology.SEEN_STORE);
      this.booksStore = context.getStateStore(RelayTopology.BOOKS_STORE);
      this.books = Books.of(booksStore.get(BOOKS_KEY));
      clock.advanceTo(books.nanos);
      this.memory =
          new CorrelatorMemory(
              () -> factory.create(clock, names), context.getStateStore(RelayTopology.STATE_STORE));
      this.lastRecordMillis = context.currentSystemTimeMs();
    }

    void process(Record<byte[], byte[]> record) {
      RecordMetadata at =
          context.recordMetadata().orElseThrow(() -> new IllegalStateException("no metadata"));
      lastRecordMillis = context.currentSystemTimeMs();
      Arrived arrived = StandIn.read(record);
      if (arrived instanceof Arrived.Dead dead) {
        bury(record, at, dead.reason(), dead.detail());
      } else if (arrived instanceof Arrived.Admitted admitted) {
        count(record, at, admitted);
      } else {
        books.consume(at.topic(), at.offset());
        books.ignored++;
      }
      keepBooks();
    }

    private void count(
        Record<byte[], byte[]> record, RecordMetadata at, Arrived.Admitted admitted) {
      if (!StandIn.isNew(seen, admitted.id())) {
        books.consume(at.topic(), at.offset());
        books.duplicates++;
        return;
      }
      clock.advanceToMillis(
          Math.min(record.timestamp(), context.currentSystemTimeMs() + MAX_AHEAD_MILLIS));
      writeDue();
      names.at(at.topic(), at.partition(), at.offset());
      books.consume(at.topic(), at.offset());
      StatefulCorrelator correlator = memory.correlator();
      Record<byte[], Outgoing> state = null;
      try {
        Event event = named(admitted.event());
        Correlation write = correlator.correlate(event, new Arrival(admitted.scope(), 1));
        if (write.kind() != Correlation.Kind.SUPPRESS) {
          state = state(write);
        }
        memory.collect();
      } catch (RuntimeException e) {
        LOG.error("The correlator failed", e);
        memory.rollBack();
        books.dead++;
        forwardDead(record, "CORRELATOR", e.toString());
        return;
      }
      memory.keep();
      books.counted++;
      if (state != null) {
        context.forward(state, RelayTopology.WRITTEN);
      }
    }

    private Event named(Event event) {
      return event.toBuilder().name(names.next(event.regarding().name())).build();
    }

    /** The log is the store, so the write is recorded as soon as it has the form of a record. */
    private Record<byte[], Outgoing> state(Correlation write) {
      StatefulCorrelator correlator = memory.correlator();
      Record<byte[], Outgoing> state =
          StandIn.state(
              write.event(),
              correlator.scopeOf(write),
              books.revision(),
              partition,
              clock.millis());
      long before = correlator.unwritten();
      correlator.recorded(write, write.event());
      books.written += before - correlator.unwritten();
      return state;
    }

    private void writeDue() {
      List<Record<byte[], Outgoing>> states = new ArrayList<>();
      for (Correlation write : memory.correlator().due()) {
        states.add(state(write));
      }
      if (!states.isEmpty()) {
        memory.collect();
        memory.keep();
        states.forEach(state -> context.forward(state, RelayTopology.WRITTEN));
      }
    }

    private void bury(
        Record<byte[], byte[]> record, RecordMetadata at, String reason, String detail) {
      books.consume(at.topic(), at.offset());
      books.dead++;
      forwardDead(record, reason, detail);
    }

    private void forwardDead(Record<byte[], byte[]> record, String reason, String detail) {
      context.forward(StandIn.dead(record, partition, reason, detail), RelayTopology.DEAD);
    }

    /** Without records the time of the partition follows the clock of the machine. */
    void punctuate(long nowMillis) {
      if (nowMillis - lastRecordMillis >= QUIET_MILLIS) {
        clock.advanceToMillis(nowMillis - QUIET_MILLIS);
      }
      writeDue();
      if (memory.correlator().expire(EXPIRE_AT_MOST) > 0) {
        memory.collect();
        memory.keep();
      }
      keepBooks();
    }

    private void keepBooks() {
      books.unwritten = memory.correlator().unwritten();
      books.nanos = clock.nanoTime();
      booksStore.put(BOOKS_KEY, books.toBytes());
    }
  }
}
