package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.eventrecorder.json.JsonScanner.Result;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * Cuts a stream into the JSON of single events. A list is not held in memory: its items are cut out
 * one by one.
 *
 * <p>Behind an object whose end cannot be found it goes on at the next line that begins with a
 * bracket, which may be a line that was taken for a part of the object.
 */
final class DocumentSplitter {
  private static final byte[] BEFORE_TAIL = "{\"items\":[]".getBytes(US_ASCII);
  private static final byte[] BEHIND_HEAD = "]}".getBytes(US_ASCII);

  private final ByteWindow in;
  private final JsonScanner scanner;
  private final JsonFactory factory;
  private final SplitErrors errors;

  private boolean skipToObjectLine;
  private boolean recovering;
  private boolean behindDocument;

  private boolean inItems;
  private boolean behindItem;
  private boolean behindComma;
  private boolean discarding;
  private @Nullable EventApi itemsApi;

  DocumentSplitter(ByteWindow in, JsonFactory factory, EventJson.Limits limits) {
    this.in = in;
    this.factory = factory;
    this.scanner = new JsonScanner(in, limits.maxDepth());
    this.errors = new SplitErrors(in, scanner, limits);
  }

  /** {@return the next event's JSON; null at the end of the stream} */
  @Nullable JsonSlice next() throws IOException {
    in.mark();
    JsonSlice slice = null;
    while (slice == null) {
      if (inItems) {
        slice = nextItem();
      } else if (findDocument()) {
        slice = nextDocument();
      } else {
        return null;
      }
    }
    return slice;
  }

  /** {@return whether the event is in a list} */
  boolean inList() {
    return inItems;
  }

  /** {@return the API of the list in which the event is, if it is in one that names it} */
  @Nullable EventApi api() {
    return inItems ? itemsApi : null;
  }

  /** {@return whether there is another document; the mark is where it begins} */
  private boolean findDocument() throws IOException {
    for (; ; ) {
      if (skipToObjectLine) {
        skipToObjectLine();
      }
      int b = skipBlank();
      if (b == '{' || b < 0) {
        recovering &= !behindDocument;
        return b > 0;
      }
      // What is left of a list that was given up has been reported with it.
      boolean rest = recovering && (b == ',' || b == ']' || b == '}');
      giveUp();
      if (!rest) {
        throw errors.notAnObject(b);
      }
    }
  }

  private @Nullable JsonSlice nextDocument() throws IOException {
    errors.begin();
    Result result = scanner.scan(true);
    if (result == Result.ITEMS) {
      if (beginItems()) {
        return null;
      }
      result = scanner.scanOn(false);
    }
    behindDocument = true;
    return complete(result);
  }

  private boolean beginItems() {
    inItems = true;
    behindItem = false;
    behindComma = false;
    // Until the list has turned out to be one of events.
    discarding = true;
    JsonSlice head = in.slice();
    byte[] closed = join(in.copy(0, in.length()), BEHIND_HEAD);
    Envelope list = envelope(new JsonSlice(closed, 0, closed.length, head.line(), head.column()));
    discarding = false;
    inItems = !list.isEvent();
    itemsApi = list.itemsApi();
    return inItems;
  }

  private @Nullable JsonSlice nextItem() throws IOException {
    int b = skipBlank();
    if (b == ',' && behindItem) {
      in.read();
      behindItem = false;
      behindComma = true;
      b = skipBlank();
    }
    if (b == ']' && !behindComma) {
      endItems();
      return null;
    }
    errors.begin();
    if (behindItem || b < 0 || ",:]}".indexOf(b) >= 0) {
      EventJsonException problem = errors.brokenList(b);
      boolean report = !discarding;
      giveUp();
      skipToObjectLine = !in.isObjectLine(0);
      return report(report, problem);
    }
    Result result = scanner.scan(false);
    behindItem = true;
    behindComma = false;
    JsonSlice item = complete(result);
    if (item != null && b != '{') {
      return report(!discarding, errors.itemNotAnObject(b));
    }
    return discarding ? null : item;
  }

  private void endItems() throws IOException {
    in.read();
    in.mark();
    boolean wanted = !discarding;
    inItems = false;
    behindDocument = true;
    errors.begin();
    Result result = scanner.scanTail();
    discarding = !wanted;
    JsonSlice tail = complete(result);
    discarding = false;
    if (wanted && tail != null) {
      byte[] closed = join(BEFORE_TAIL, in.copy(0, in.length()));
      long column = tail.column() - BEFORE_TAIL.length;
      if (envelope(new JsonSlice(closed, 0, closed.length, tail.line(), column)).isEvent()) {
        throw errors.eventWithItems();
      }
    }
  }

  private Envelope envelope(JsonSlice list) {
    list.requireUtf8();
    return Envelope.ofDocument(factory, list);
  }

  /** {@return the value; null if it is broken and nobody wants to know} */
  private @Nullable JsonSlice complete(Result result) {
    EventJsonException problem = errors.of(result);
    boolean report = !discarding;
    if (result != Result.COMPLETE) {
      goOnBehind();
    }
    return problem == null ? in.slice() : report(report, problem);
  }

  private @Nullable JsonSlice report(boolean report, EventJsonException problem) {
    if (report) {
      throw problem;
    }
    in.mark();
    return null;
  }

  /** Of what was too long the beginning is gone, so lines in it cannot be found. */
  private void goOnBehind() {
    int broken = scanner.goOnAt();
    giveUp();
    for (int line = in.overflowed() ? broken : 1; line <= broken; line++) {
      if (in.isObjectLine(line) && in.rereadFrom(line)) {
        skipToObjectLine = false;
        return;
      }
    }
    in.rereadFrom(broken);
  }

  private void giveUp() {
    skipToObjectLine = true;
    recovering = true;
    behindDocument = false;
    inItems = false;
    discarding = false;
  }

  private void skipToObjectLine() throws IOException {
    skipToObjectLine = false;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        in.mark();
      } else if (b == '{' && in.atLineStart()) {
        in.rereadFrom(in.length() - 1);
        return;
      }
    }
  }

  /** {@return the next byte that is neither white space nor of a byte order mark} */
  private int skipBlank() throws IOException {
    for (; ; ) {
      int b = in.peek();
      if (b == '\n') {
        in.read();
        in.mark();
      } else if (b == ' ' || b == '\t' || b == '\r') {
        in.read();
      } else if (b != 0xEF || !in.skipByteOrderMark()) {
        in.mark();
        return b;
      }
    }
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
