package io.eventrecorder.relay;

import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.StatefulCorrelator;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes of the correlator on their way into the store and into the topics. For the correlator the
 * log is the store, so a write counts as recorded as soon as it has the form of a record. Reused;
 * confined to the thread of its task.
 */
final class Writes {
  private final CorrelatorMemory memory;
  private final OutgoingRecords records;
  private final Books books;
  private final PartitionClock clock;
  private final PartitionLog log;
  private final List<OutgoingRecords.Made> made = new ArrayList<>();
  private long written;
  private long dropped;
  private boolean any;

  Writes(
      CorrelatorMemory memory,
      OutgoingRecords records,
      Books books,
      PartitionClock clock,
      PartitionLog log) {
    this.memory = memory;
    this.records = records;
    this.books = books;
    this.clock = clock;
    this.log = log;
  }

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
      log.stateIsImpossible(e);
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

  /** Puts the changes of the memory into the store, and passes the records on. */
  void keep(Consumer<OutgoingRecords.Made> topics) {
    memory.keep();
    books.written += written;
    books.dropped += dropped;
    books.revision += made.size();
    made.forEach(topics);
  }
}
