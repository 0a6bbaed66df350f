package io.eventrecorder;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The uid that a recorder gives to an event: a number that identifies the process, and the number
 * of the event in that process. It is unique among all processes without any coordination.
 * Immutable.
 *
 * <p>Its text is a UUID of version 8 (RFC 9562, section 5.8). From the most significant bit: 48
 * bits of the process, the version (1000), 10 bits of the process, 2 bits of the sequence, the
 * variant (10), 62 bits of the sequence. So the uids of one process sort by their sequence, also as
 * texts. The API server of Kubernetes gives UUIDs of version 4. So a reader of events takes a uid
 * of version 8 for that of a recorder. That is no proof: other programs may give UUIDs of version
 * 8, too.
 *
 * <p>A process numbers its events from 0, in blocks of consecutive numbers. Each recording thread
 * uses a block that it shares with few others. So all numbers are used, except for the ends of the
 * last blocks, but not in the order of time.
 */
public final class EventUid {
  /** The number of bits that identify the process. */
  public static final int PROCESS_BITS = 58;

  private static final int LOW_PROCESS_BITS = 10;
  private static final int LOW_SEQUENCE_BITS = 62;
  private static final long LOW_PROCESS = (1L << LOW_PROCESS_BITS) - 1;
  private static final long LOW_SEQUENCE = (1L << LOW_SEQUENCE_BITS) - 1;
  private static final int VERSION = 8;
  private static final int VARIANT = 2;
  private static final int TEXT_LENGTH = 36;

  private final long process;
  private final long sequence;

  /** Made when it is first read. Two threads may both make it; the texts are equal. */
  private @Nullable String text;

  /**
   * Makes the uid of an event.
   *
   * @param process identifies the process: {@value #PROCESS_BITS} random bits
   * @param sequence the number of the event in the process; all 64 bits count
   * @throws IllegalArgumentException if the process has more bits
   */
  public EventUid(long process, long sequence) {
    if (process >>> PROCESS_BITS != 0) {
      throw new IllegalArgumentException(
          "process " + Long.toHexString(process) + " has more than " + PROCESS_BITS + " bits");
    }
    this.process = process;
    this.sequence = sequence;
  }

  /**
   * {@return the uid that has this text; null if the text is not a UUID of version 8 in its
   * canonical form: 36 characters, lower case}
   *
   * @param text the text, for example {@link Event#uid()}; any text is accepted
   */
  public static @Nullable EventUid parse(String text) {
    if (!isCandidate(text)) {
      return null;
    }
    UUID uuid;
    try {
      uuid = UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (uuid.version() != VERSION || uuid.variant() != VARIANT || !uuid.toString().equals(text)) {
      return null;
    }
    long high = uuid.getMostSignificantBits();
    long process = high >>> 16 << LOW_PROCESS_BITS | (high >>> 2 & LOW_PROCESS);
    long sequence = high << LOW_SEQUENCE_BITS | (uuid.getLeastSignificantBits() & LOW_SEQUENCE);
    return new EventUid(process, sequence);
  }

  /** Excludes almost all other texts without work: the version is the 15th character. */
  private static boolean isCandidate(String text) {
    return text.length() == TEXT_LENGTH && text.charAt(14) == '0' + VERSION;
  }

  /** {@return the bits that identify the process, at most {@value #PROCESS_BITS}} */
  public long process() {
    return process;
  }

  /** {@return the number of the event in the process, an unsigned number of 64 bits} */
  public long sequence() {
    return sequence;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventUid that && process == that.process && sequence == that.sequence;
  }

  @Override
  public int hashCode() {
    return Objects.hash(process, sequence);
  }

  /** {@return the UUID in its canonical form} */
  @Override
  public String toString() {
    String made = text; // read once: a second read may still see null
    if (made == null) {
      long high =
          process >>> LOW_PROCESS_BITS << 16
              | VERSION << 12
              | (process & LOW_PROCESS) << 2
              | sequence >>> LOW_SEQUENCE_BITS;
      made = new UUID(high, 1L << 63 | (sequence & LOW_SEQUENCE)).toString();
      text = made;
    }
    return made;
  }
}
