package io.eventrecorder.relay.dedup;

import java.time.Duration;

/** The tables in the store. Their ids are the first byte of keys, and must not change. */
final class Tables {
  static final byte PAGES = 'p';
  static final byte FLOORS = 'f';
  static final byte IDS = 'i';
  static final byte COUNTS = 'c';

  /** How long floors of pages, and counts of events, are remembered. */
  static final long FLOOR_WINDOW = Duration.ofHours(24).toMillis();

  private Tables() {}
}
