package io.eventrecorder.relay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records of one partition, and where the reading is. Kept in the store, so the
 * numbers balance at each commit and go on after a fail-over: {@code consumed = counted +
 * duplicates + dead + ignored}, {@code occurrences = written + unwritten}. Confined to the thread
 * of its task.
 */
final class Books {
  private static final int VERSION = 1;

  long consumed;
  long counted;
  long duplicates;
  long dead;
  long ignored;

  /** What the counted records added: one each, or more if a recorder counts. */
  long occurrences;

  long written;
  long unwritten;

  /** Occurrences that were counted although they may have been counted before. */
  long dedupUnknown;

  /** How often the memory was missing although records had been consumed before. */
  long stateLost;

  /** The time of the partition, in nanoseconds since 1970. */
  long nanos;

  private final Map<String, Long> offsets = new TreeMap<>();

  /** {@return whether a record was ever consumed} */
  boolean isEmpty() {
    return offsets.isEmpty();
  }

  /** Notes that a record was consumed. */
  void consume(String topic, long offset) {
    consumed++;
    offsets.put(topic, offset);
  }

  /**
   * {@return a number that rises with each consumed record: the offset of the newest one, or the
   * sum over all topics if there are several}
   */
  long revision() {
    long sum = 0;
    for (long offset : offsets.values()) {
      sum += offset;
    }
    return sum;
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
        dedupUnknown,
        stateLost,
        Instant.ofEpochSecond(0, nanos),
        OptionalLong.empty(),
        gauges);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      for (long number : numbers()) {
        out.writeLong(number);
      }
      out.writeInt(offsets.size());
      for (Map.Entry<String, Long> offset : offsets.entrySet()) {
        out.writeUTF(offset.getKey());
        out.writeLong(offset.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
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
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException(
            "the books of this partition have format "
                + version
                + ", and this relay reads format "
                + VERSION
                + ": start the newer version again, or use a new application id");
      }
      books.consumed = in.readLong();
      books.counted = in.readLong();
      books.duplicates = in.readLong();
      books.dead = in.readLong();
      books.ignored = in.readLong();
      books.occurrences = in.readLong();
      books.written = in.readLong();
      books.unwritten = in.readLong();
      books.dedupUnknown = in.readLong();
      books.stateLost = in.readLong();
      books.nanos = in.readLong();
      for (int left = in.readInt(); left > 0; left--) {
        books.offsets.put(in.readUTF(), in.readLong());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return books;
  }

  private long[] numbers() {
    return new long[] {
      consumed,
      counted,
      duplicates,
      dead,
      ignored,
      occurrences,
      written,
      unwritten,
      dedupUnknown,
      stateLost,
      nanos
    };
  }
}
