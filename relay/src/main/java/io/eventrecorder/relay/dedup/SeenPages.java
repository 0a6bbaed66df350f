package io.eventrecorder.relay.dedup;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers numbers of processes in pages. A process numbers its events in blocks of the same size
 * as a page, and each block in ascending order. So a page that has left needs only one number, its
 * floor: greater numbers of the page are new. The floors of 64 pages are one entry of the store. A
 * floor stays longer than a page.
 */
final class SeenPages {
  private static final int PAGE_BITS = 10;
  private static final int FLOORS = 64;
  private static final int FLOORS_BITS = 6;

  private final Table pages;
  private final Table floors;

  /** The answers. */
  enum Answer {
    NEW,
    SEEN,
    /** It is below the floor of a page that has left. */
    UNKNOWN
  }

  SeenPages(SeenStore store, DedupOptions options) {
    this.floors =
        new Table(
            store,
            Tables.FLOORS,
            Tables.FLOOR_WINDOW,
            options.maxPages(),
            options.maxPagesOfSource(),
            (key, value) -> {});
    this.pages =
        new Table(
            store,
            Tables.PAGES,
            options.window().toMillis(),
            options.maxPages(),
            options.maxPagesOfSource(),
            this::raiseFloor);
  }

  /** {@return whether a number was seen} */
  Answer find(long scope, long process, long number) {
    Key key = key(scope, process, number);
    int inPage = inPage(number);
    byte[] page = pages.get(key);
    if (page != null && Page.contains(page, inPage)) {
      return Answer.SEEN;
    }
    boolean mayBeMissing = page == null || Page.isPartial(page);
    return mayBeMissing && inPage < floor(key) ? Answer.UNKNOWN : Answer.NEW;
  }

  /** Adds a number, and uses its page. */
  void add(long scope, long process, long number, long nowMillis) {
    Key key = key(scope, process, number);
    int inPage = inPage(number);
    byte[] page = pages.get(key);
    byte[] before = page == null ? Page.empty(floor(key) > 0) : page;
    pages.put(
        key,
        Page.contains(before, inPage)
            ? Page.used(before, nowMillis)
            : Page.with(before, inPage, nowMillis));
  }

  private Key key(long scope, long process, long number) {
    return pages.key(scope, process, number >>> PAGE_BITS);
  }

  private static int inPage(long number) {
    return (int) number & (Page.NUMBERS - 1);
  }

  /** {@return the numbers below this one may have been seen; 0 if the page has never left} */
  private int floor(Key page) {
    byte[] entry = floors.get(floorsOf(page));
    return entry == null ? 0 : ByteBuffer.wrap(entry).getShort(position(page));
  }

  private void raiseFloor(Key page, byte[] value) {
    Key key = floorsOf(page);
    byte @Nullable [] before = floors.get(key);
    byte[] entry = before == null ? new byte[Long.BYTES + FLOORS * Short.BYTES] : before.clone();
    ByteBuffer buffer = ByteBuffer.wrap(entry);
    int at = position(page);
    buffer.putShort(at, (short) Math.max(buffer.getShort(at), Page.greatest(value) + 1));
    buffer.putLong(0, Math.max(buffer.getLong(0), Table.time(value)));
    floors.put(key, entry);
  }

  private Key floorsOf(Key page) {
    return floors.key(page.scope(), page.high(), page.low() >>> FLOORS_BITS);
  }

  private static int position(Key page) {
    return Long.BYTES + (int) (page.low() & (FLOORS - 1)) * Short.BYTES;
  }

  int expire(long nowMillis, int most) {
    int left = pages.expire(nowMillis, most);
    return left + floors.expire(nowMillis, most - left);
  }

  int size() {
    return pages.size();
  }

  long evicted() {
    return pages.evicted() + floors.evicted();
  }
}
