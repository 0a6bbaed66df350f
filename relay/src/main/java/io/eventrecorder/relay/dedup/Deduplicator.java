package io.eventrecorder.relay.dedup;

import io.eventrecorder.relay.dedup.DedupOptions.Late;
import io.eventrecorder.relay.dedup.DedupOptions.Mode;
import io.eventrecorder.relay.dedup.SeenPages.Answer;
import io.eventrecorder.relay.input.OccurrenceId;
import io.eventrecorder.relay.input.OccurrenceId.Absent;
import io.eventrecorder.relay.input.OccurrenceId.Foreign;
import io.eventrecorder.relay.input.OccurrenceId.Sequence;
import io.eventrecorder.relay.input.TextHash;

/**
 * Finds occurrences of one partition that arrive a second time. What it remembers is in a {@link
 * SeenStore}. All times are the partition's, in milliseconds since 1970. So the same records at the
 * same times give the same answers, in any process. Not thread-safe.
 *
 * <p>An id may come with a count: a recorder that counts sends {@code 1}, then {@code 5}, then
 * {@code 7}. Only what is more than the greatest count before is new, so such states may come in
 * any order and any number of times.
 */
public final class Deduplicator {
  private final DedupOptions options;
  private final SeenPages pages;
  private final SeenIds ids;
  private final SeenIds counts;
  private final TextHash hash = new TextHash();

  /** The last scope and its hash: the next event often has the same. */
  private String scope = "";

  private long scopeHash;

  private long duplicates;
  private long unknown;

  private Deduplicator(SeenStore store, DedupOptions options) {
    this.options = options;
    this.pages = new SeenPages(store, options);
    this.ids = new SeenIds(store, Tables.IDS, options.idWindow().toMillis(), options);
    this.counts = new SeenIds(store, Tables.COUNTS, Tables.FLOOR_WINDOW, options);
    this.scopeHash = hash.of(scope).high();
  }

  /**
   * {@return a deduplicator that continues with what a store has}
   *
   * @param store the store of the partition; no one else changes it
   * @param options how duplicates are found
   */
  public static Deduplicator open(SeenStore store, DedupOptions options) {
    return new Deduplicator(store, options);
  }

  /**
   * {@return whether an occurrence was counted before, and how much of it is new} From now on it
   * counts as counted.
   *
   * @param from where the event comes from, its scope. Equal numbers of two scopes are two
   *     occurrences
   * @param id by what the occurrence is recognized
   * @param nowMillis the time of the partition, not before that of an earlier call
   */
  public Seen check(String from, OccurrenceId id, long nowMillis) {
    if (id instanceof Absent absent) {
      return new Seen(Verdict.WITHOUT_ID, absent.count());
    }
    if (id instanceof Sequence own) {
      boolean inPages = options.mode() == Mode.SEQUENCE;
      return check(from, own.process(), own.number(), own.count(), inPages, nowMillis);
    }
    if (id instanceof Foreign other) {
      return check(from, other.high(), other.low(), other.count(), false, nowMillis);
    }
    return Seen.NEW; // the correlator adds what is new
  }

  private Seen check(String from, long high, long low, int count, boolean inPages, long nowMillis) {
    setScope(from);
    int before = counts.count(scopeHash, high, low);
    if (count <= before) {
      return duplicate();
    }
    Answer first = before > 0 ? Answer.SEEN : first(high, low, count, inPages, nowMillis);
    if (count == 1 && first == Answer.SEEN) {
      return duplicate();
    }
    if (first == Answer.UNKNOWN) {
      unknown++;
      if (options.late() == Late.DEAD_LETTER) {
        return Seen.LATE;
      }
    }
    if (count == 1) {
      return first == Answer.NEW ? Seen.NEW : new Seen(Verdict.UNKNOWN, 1);
    }
    counts.put(scopeHash, high, low, count, nowMillis);
    // A first occurrence that is not remembered was most likely counted, long ago.
    int known = Math.max(before, first == Answer.NEW ? 0 : 1);
    return new Seen(first == Answer.UNKNOWN ? Verdict.UNKNOWN : Verdict.NEW, (long) count - known);
  }

  /** {@return whether the first occurrence of the event was seen} It is seen from now on. */
  private Answer first(long high, long low, int count, boolean inPages, long nowMillis) {
    if (options.mode() == Mode.NONE) {
      return count == 1 ? Answer.NEW : Answer.SEEN;
    }
    if (inPages) {
      return pages.add(scopeHash, high, low, nowMillis);
    }
    if (ids.count(scopeHash, high, low) > 0) {
      return Answer.SEEN;
    }
    ids.put(scopeHash, high, low, 1, nowMillis);
    return Answer.NEW;
  }

  private void setScope(String from) {
    if (!from.equals(scope)) {
      scope = from;
      scopeHash = hash.of(from).high();
    }
  }

  private Seen duplicate() {
    duplicates++;
    return Seen.DUPLICATE;
  }

  /**
   * Forgets what is older than the window.
   *
   * @param nowMillis the time of the partition
   * @param most the greatest number of pages, floors and ids to forget in this call
   * @return how many were forgotten; if that is {@code most}, there may be more
   */
  public int expire(long nowMillis, int most) {
    int left = pages.expire(nowMillis, most);
    left += ids.expire(nowMillis, most - left);
    return left + counts.expire(nowMillis, most - left);
  }

  /** {@return what was found, and what is remembered} */
  public DedupStats stats() {
    return new DedupStats(
        duplicates,
        unknown,
        pages.evicted() + ids.evicted() + counts.evicted(),
        pages.size(),
        ids.size() + counts.size());
  }
}
