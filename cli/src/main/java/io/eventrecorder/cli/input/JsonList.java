package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.eventrecorder.cli.input.JsonScanner.Result;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the items out of one list after the other. A list is an array, or an object with an array
 * {@code items}.
 */
final class JsonList {
  /** Put before the members behind {@code items}, they make a whole object. */
  private static final byte[] BEFORE_TAIL = "{\"items\":[]".getBytes(US_ASCII);

  /** Put behind the members before {@code items} and its bracket, they make a whole object. */
  private static final byte[] BEHIND_HEAD = "]}".getBytes(US_ASCII);

  private final ByteWindow in;
  private final JsonScanner scanner;
  private final ObjectShapeReader shapes;
  private final ScanErrors errors;
  private final JsonRecovery recovery;

  private boolean open;
  private boolean array;

  /** Whether the items are skipped, because the list has an error that was reported. */
  private boolean discarding;

  /** Where the list begins, while only its first item can show that it is a list; else null. */
  private @Nullable InputSlice doubtful;

  private boolean behindItem;
  private boolean behindComma;

  JsonList(
      ByteWindow in,
      JsonScanner scanner,
      ObjectShapeReader shapes,
      ScanErrors errors,
      JsonRecovery recovery) {
    this.in = in;
    this.scanner = scanner;
    this.shapes = shapes;
    this.errors = errors;
    this.recovery = recovery;
  }

  /** {@return whether the next byte belongs to a list} */
  boolean isOpen() {
    return open;
  }

  /** Begins an array at its bracket. */
  void openArray() throws IOException {
    int unused = in.read();
    in.mark();
    begin(true);
  }

  /**
   * Begins a list behind the bracket of {@code items}; the mark is at the beginning of the object.
   *
   * @return false if the object is an event, which has no items to cut out
   * @throws BadItemException if the members before {@code items} show that it is not a list
   */
  boolean openItems() {
    begin(false);
    discarding = true; // for the case that the following checks throw
    InputSlice head = in.slice();
    byte[] closed = join(in.copy(0, in.length()), BEHIND_HEAD);
    InputSlice whole = new InputSlice(closed, 0, closed.length, head.line(), head.column());
    ObjectShape shape = shapes.read(whole);
    if (shape.isEvent()) {
      close();
      return false;
    }
    shape.requireList(whole);
    discarding = false;
    boolean named = !shape.kind().isEmpty() || shape.names.contains("apiVersion");
    doubtful = named ? null : new InputSlice(new byte[0], 0, 0, head.line(), head.column());
    return true;
  }

  /**
   * {@return the next item; null if the list has ended or the item is discarded}
   *
   * @throws BadItemException if the next item or the list has an error
   */
  @Nullable InputSlice next() throws IOException {
    int b = JsonStart.skipBlank(in);
    if (b == ',' && behindItem) {
      int unused = in.read();
      behindItem = false;
      behindComma = true;
      b = JsonStart.skipBlank(in);
    }
    if (b == ']' && !behindComma) {
      end();
      return null;
    }
    errors.begin();
    if (behindItem || b < 0 || ",:]}".indexOf(b) >= 0) {
      return giveUp(errors.brokenList(b));
    }
    Result result = scanner.scan(false);
    behindItem = true;
    behindComma = false;
    InputSlice item = complete(result, !discarding);
    return b == '{' || item == null ? object(item) : otherItem(b);
  }

  private void begin(boolean ofArray) {
    open = true;
    array = ofArray;
    behindItem = false;
    behindComma = false;
    doubtful = null;
  }

  private void close() {
    open = false;
    discarding = false;
  }

  private @Nullable InputSlice object(@Nullable InputSlice item) {
    doubtful = null;
    return discarding ? null : item;
  }

  private @Nullable InputSlice otherItem(int firstByte) {
    InputSlice list = doubtful;
    doubtful = null;
    if (list != null && !discarding) {
      discarding = true;
      throw list.bad(FormatHints.OBJECT_WITH_OTHER_ITEMS);
    }
    return report(!discarding, errors.itemNotAnObject(firstByte));
  }

  /** Ends the list at a place that is neither an item nor the end. */
  private @Nullable InputSlice giveUp(BadItemException problem) {
    boolean report = !discarding;
    recovery.goOnBehindList();
    close();
    return report(report, problem);
  }

  /** Reads the closing bracket and, of an object, the members behind {@code items}. */
  private void end() throws IOException {
    int unused = in.read();
    in.mark();
    boolean report = !discarding;
    close();
    recovery.documentRead();
    if (array) {
      return;
    }
    errors.begin();
    InputSlice tail = complete(scanner.scanTail(), report);
    if (report && tail != null) {
      checkTail(tail);
    }
  }

  private void checkTail(InputSlice tail) {
    byte[] closed = join(BEFORE_TAIL, in.copy(0, in.length()));
    long column = tail.column() - BEFORE_TAIL.length;
    InputSlice whole = new InputSlice(closed, 0, closed.length, tail.line(), column);
    ObjectShape shape = shapes.read(whole);
    if (shape.isEvent()) {
      throw errors.eventWithItems();
    }
    shape.requireList(whole);
  }

  /** {@return the value; null if it has an error that is not to be reported} */
  private @Nullable InputSlice complete(Result result, boolean report) {
    BadItemException problem = errors.of(result);
    if (result != Result.COMPLETE) {
      recovery.goOn();
      close();
    }
    return problem == null ? in.slice() : report(report, problem);
  }

  private @Nullable InputSlice report(boolean report, BadItemException problem) {
    if (report) {
      throw problem;
    }
    in.mark();
    return null;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
