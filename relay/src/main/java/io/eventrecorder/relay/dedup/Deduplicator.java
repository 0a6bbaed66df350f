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
   * {@return whether an occurrence was counted before, and how much of it is new} It changes
   * nothing: call {@link #mark} when the occurrence is counted.
   *
   * @param from where the event comes from, its scope. Equal numbers of two scopes are two
   *     occurrences
   * @param id by what the occurrence is recognized
   */
  public Seen check(String from, OccurrenceId id) {
    if (id instanceof Absent absent) {
      return new Seen(Verdict.WITHOUT_ID, absent.count());
    }
    if (id instanceof Sequence own) {
      return check(from, own.process(), own.number(), own.count(), isInPages());
    }
    if (id instanceof Foreign other) {
      return check(from, other.high(), other.low(), other.count(), false);
    }
    return Seen.NEW; // the correlator adds what is new
  }

  private boolean isInPages() {
    return options.mode() == Mode.SEQUENCE;
  }

  private Seen check(String from, long high, long low, int count, boolean inPages) {
    setScope(from);
    int before = counts.count(scopeHash, high, low);
    if (count <= before) {
      return Seen.DUPLICATE;
    }
    Answer first = before > 0 ? Answer.SEEN : first(high, low, count, inPages);
    if (count == 1 && first == Answer.SEEN) {
      return Seen.DUPLICATE;
    }
    if (first == Answer.UNKNOWN && options.late() == Late.DEAD_LETTER) {
      return Seen.LATE;
    }
    if (count == 1) {
      return first == Answer.NEW ? Seen.NEW : new Seen(Verdict.UNKNOWN, 1);
    }
    // A first occurrence that is not remembered was most likely counted, long ago.
    int known = Math.max(before, first == Answer.NEW ? 0 : 1);
    return new Seen(first == Answer.UNKNOWN ? Verdict.UNKNOWN : Verdict.NEW, (long) count - known);
  }

  /** {@return whether the first occurrence of the event was seen} */
  private Answer first(long high, long low, int count, boolean inPages) {
    if (options.mode() == Mode.NONE) {
      return count == 1 ? Answer.NEW : Answer.SEEN;
    }
    if (inPages) {
      return pages.find(scopeHash, high, low);
    }
    return ids.count(scopeHash, high, low) > 0 ? Answer.SEEN : Answer.NEW;
  }

  /**
   * Remembers an occurrence, so that it is a duplicate when it arrives again. An occurrence that
   * could not be counted must not be marked.
   *
   * @param from the scope, as in {@link #check}
   * @param id the id, as in {@link #check}
   * @param seen what {@link #check} has returned. A duplicate is marked, too: then what is
   *     remembered of its time stays longer. One that is {@link Verdict#LATE} is not remembered
   * @param nowMillis the time of the partition, not before that of an earlier call
   */
  public void mark(String from, OccurrenceId id, Seen seen, long nowMillis) {
    switch (seen.verdict()) {
      case DUPLICATE -> duplicates++;
      case UNKNOWN, LATE -> unknown++;
      case NEW, WITHOUT_ID -> {}
    }
    if (seen.verdict() == Verdict.LATE) {
      return;
    }
    setScope(from);
    if (id instanceof Sequence own) {
      mark(own.process(), own.number(), own.count(), isInPages(), nowMillis);
    } else if (id instanceof Foreign other) {
      mark(other.high(), other.low(), other.count(), false, nowMillis);
    }
  }

  private void mark(long high, long low, int count, boolean inPages, long nowMillis) {
    int before = counts.count(scopeHash, high, low);
    if (before == 0 && options.mode() != Mode.NONE) {
      markFirst(high, low, inPages, nowMillis);
    }
    if (count > 1 && count > before) {
      counts.put(scopeHash, high, low, count, nowMillis);
    }
  }

  private void markFirst(long high, long low, boolean inPages, long nowMillis) {
    if (inPages) {
      pages.add(scopeHash, high, low, nowMillis);
    } else if (ids.count(scopeHash, high, low) == 0) {
      ids.put(scopeHash, high, low, 1, nowMillis);
    }
  }

  private void setScope(String from) {
    if (!from.equals(scope)) {
      scope = from;
      scopeHash = hash.of(from).high();
    }
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
