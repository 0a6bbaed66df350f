package io.eventrecorder.relay;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records of one partition, and where the reading is. Kept in the store, so the
 * numbers balance at each commit and go on after a fail-over: {@code consumed = counted +
 * duplicates + dead + ignored}, {@code occurrences = written + unwritten + dropped}. Confined to
 * the thread of its task.
 */
final class Books {
  private static final byte VERSION = 1;
  private static final int NUMBERS = 16;
  private static final int SIZE = Byte.BYTES + NUMBERS * Long.BYTES;

  long consumed;
  long counted;
  long duplicates;
  long dead;
  long ignored;

  /** What the counted records added: one each, or more if a recorder counts. */
  long occurrences;

  long written;
  long unwritten;

  /** Occurrences of states that could not be written, or that were held back in a lost memory. */
  long dropped;

  /** Occurrences that were counted although they may have been counted before. */
  long dedupUnknown;

  /** How often the memory was missing although records had been consumed before. */
  long stateLost;

  /** How many states were made; the newest state has this revision. */
  long revision;

  /** The time of the partition, in nanoseconds since 1970. */
  long nanos;

  /** The time of the newest record, in milliseconds since 1970. It never follows a clock. */
  long recordMillis;

  /** The number that is in all stores of the task; 0 before the first record. */
  long mark;

  /** A hash of the options that the memory was last used with. */
  long options;

  /** {@return whether no record was ever consumed} */
  boolean isEmpty() {
    return consumed == 0;
  }

  RelayStats.Partition published(int partition, Map<String, Long> gauges) {
    return new RelayStats.Partition(
        partition,
        consumed,
        counted,
        duplicates,
        dead,
        ignored,
        occurrences,
        written,
        unwritten,
        dropped,
        dedupUnknown,
        stateLost,
        Instant.ofEpochSecond(0, nanos),
        OptionalLong.empty(),
        gauges);
  }

  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(SIZE).put(VERSION);
    out.putLong(consumed).putLong(counted).putLong(duplicates).putLong(dead).putLong(ignored);
    out.putLong(occurrences).putLong(written).putLong(unwritten).putLong(dropped);
    out.putLong(dedupUnknown).putLong(stateLost).putLong(revision);
    return out.putLong(nanos).putLong(recordMillis).putLong(mark).putLong(options).array();
  }

  /**
   * {@return the books that were kept; new ones for null}
   *
   * @throws IllegalStateException if they have an unknown format
   */
  static Books of(byte @Nullable [] kept) {
    Books books = new Books();
    if (kept == null) {
      return books;
    }
    if (kept.length != SIZE || kept[0] != VERSION) {
      throw new IllegalStateException(
          "the books of this partition have format "
              + (kept.length == 0 ? "unknown" : kept[0])
              + " and "
              + kept.length
              + " bytes, and this relay reads format "
              + VERSION
              + " with "
              + SIZE
              + " bytes: start the newer version again, or use a new application id");
    }
    ByteBuffer in = ByteBuffer.wrap(kept, Byte.BYTES, SIZE - Byte.BYTES);
    books.consumed = in.getLong();
    books.counted = in.getLong();
    books.duplicates = in.getLong();
    books.dead = in.getLong();
    books.ignored = in.getLong();
    books.occurrences = in.getLong();
    books.written = in.getLong();
    books.unwritten = in.getLong();
    books.dropped = in.getLong();
    books.dedupUnknown = in.getLong();
    books.stateLost = in.getLong();
    books.revision = in.getLong();
    books.nanos = in.getLong();
    books.recordMillis = in.getLong();
    books.mark = in.getLong();
    books.options = in.getLong();
    return books;
  }

  /**
   * Notes that a store was lost, and makes the books balance again.
   *
   * @param held what the correlator holds back now
   * @param firstRevision states from now on have a greater revision
   */
  void loseState(long held, long firstRevision) {
    stateLost++;
    unwritten = held;
    long missing = occurrences - written - unwritten - dropped;
    dropped += Math.max(0, missing);
    occurrences += Math.max(0, -missing);
    revision = Math.max(revision, firstRevision);
  }
}
