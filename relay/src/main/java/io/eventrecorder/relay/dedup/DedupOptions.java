package io.eventrecorder.relay.dedup;

import java.time.Duration;

/**
 * How duplicates are found.
 *
 * @param mode by which ids
 * @param window how long the numbers of our recorders are remembered after their page was last used
 * @param idWindow how long other ids are remembered
 * @param late what happens with an occurrence that may have been counted before
 * @param maxPages how many pages all sources together may have in one partition
 * @param maxPagesOfSource how many pages one source may have
 * @param maxIds how many other ids all sources together may have; and how many counts
 * @param maxIdsOfSource how many of them one source may have
 */
public record DedupOptions(
    Mode mode,
    Duration window,
    Duration idWindow,
    Late late,
    int maxPages,
    int maxPagesOfSource,
    int maxIds,
    int maxIdsOfSource) {
  private static final DedupOptions STANDARD =
      new DedupOptions(
          Mode.SEQUENCE,
          Duration.ofHours(1),
          Duration.ofMinutes(15),
          Late.COUNT,
          1_000_000,
          500_000,
          1_000_000,
          500_000);

  /**
   * Checks the values.
   *
   * @param mode by which ids
   * @param window how long the numbers of our recorders are remembered after their page was last
   *     used
   * @param idWindow how long other ids are remembered
   * @param late what happens with an occurrence that may have been counted before
   * @param maxPages how many pages all sources together may have in one partition
   * @param maxPagesOfSource how many pages one source may have
   * @param maxIds how many other ids all sources together may have; and how many counts
   * @param maxIdsOfSource how many of them one source may have
   * @throws IllegalArgumentException if a window or a bound is not above 0
   */
  public DedupOptions {
    positive("window", window.toMillis());
    positive("idWindow", idWindow.toMillis());
    positive("maxPages", maxPages);
    positive("maxPagesOfSource", maxPagesOfSource);
    positive("maxIds", maxIds);
    positive("maxIdsOfSource", maxIdsOfSource);
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " must be above 0");
    }
  }

  /** By which ids duplicates are found. */
  public enum Mode {
    /** By the numbers of our recorders; by source and id where an event has no such number. */
    SEQUENCE,
    /** By source and id only. */
    ID,
    /**
     * Not at all: each record counts. Of states with a count above 1 only what is new is counted
     * all the same, because a count is the count of all occurrences before. For that, the greatest
     * count of each event is remembered.
     */
    NONE
  }

  /** What happens with an occurrence of which it is not known whether it was counted. */
  public enum Late {
    /** It is counted, maybe a second time. */
    COUNT,
    /** It becomes a dead letter. */
    DEAD_LETTER
  }

  /** {@return the options that are used if nothing is set} */
  public static DedupOptions standard() {
    return STANDARD;
  }

  /**
   * {@return these options with another mode}
   *
   * @param value by which ids
   */
  public DedupOptions withMode(Mode value) {
    return new DedupOptions(
        value, window, idWindow, late, maxPages, maxPagesOfSource, maxIds, maxIdsOfSource);
  }

  /**
   * {@return these options with another window}
   *
   * @param value how long numbers are remembered
   */
  public DedupOptions withWindow(Duration value) {
    return new DedupOptions(
        mode, value, idWindow, late, maxPages, maxPagesOfSource, maxIds, maxIdsOfSource);
  }

  /**
   * {@return these options with another window of other ids}
   *
   * @param value how long ids are remembered
   */
  public DedupOptions withIdWindow(Duration value) {
    return new DedupOptions(
        mode, window, value, late, maxPages, maxPagesOfSource, maxIds, maxIdsOfSource);
  }

  /**
   * {@return these options with another treatment of late occurrences}
   *
   * @param value what happens with them
   */
  public DedupOptions withLate(Late value) {
    return new DedupOptions(
        mode, window, idWindow, value, maxPages, maxPagesOfSource, maxIds, maxIdsOfSource);
  }

  /**
   * {@return these options with other bounds of the pages}
   *
   * @param ofAll how many pages all sources together may have in one partition
   * @param ofSource how many pages one source may have
   */
  public DedupOptions withMaxPages(int ofAll, int ofSource) {
    return new DedupOptions(mode, window, idWindow, late, ofAll, ofSource, maxIds, maxIdsOfSource);
  }

  /**
   * {@return these options with other bounds of the other ids}
   *
   * @param ofAll how many other ids all sources together may have in one partition
   * @param ofSource how many of them one source may have
   */
  public DedupOptions withMaxIds(int ofAll, int ofSource) {
    return new DedupOptions(
        mode, window, idWindow, late, maxPages, maxPagesOfSource, ofAll, ofSource);
  }
}
