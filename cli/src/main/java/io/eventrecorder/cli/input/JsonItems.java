package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.eventrecorder.cli.input.JsonScanner.Result;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into the JSON of single items. A list is not held in memory: its items are cut out
 * one by one.
 *
 * <p>Behind what is broken it goes on at the following line, where the broken item began on the
 * first line of its document: there each line is an item. In what is pretty-printed it goes on at
 * the next line that begins a document.
 */
final class JsonItems {
  private static final byte[] BEFORE_TAIL = "{\"items\":[]".getBytes(US_ASCII);
  private static final byte[] BEHIND_HEAD = "]}".getBytes(US_ASCII);
  private static final int LONGEST_GAP = 1000;

  /** What comes next outside of lists. */
  private enum Next {
    OBJECT,
    ARRAY,
    PREFIXED,
    NOTHING
  }

  private final ByteWindow in;
  private final JsonScanner scanner;
  private final ShapeReader shapes;
  private final SplitErrors errors;
  private final boolean part;

  private boolean skipLine;
  private boolean skipToDocument;
  private boolean recovering;
  private boolean behindDocument;
  private boolean atYaml;
  private boolean partial;
  private boolean ended;
  private @Nullable Slice prefixed;

  private boolean inItems;
  private boolean ofArray;

  /** Where the list begins, if only its items can tell that it is one; else null. */
  private @Nullable Slice doubtful;

  private boolean behindItem;
  private boolean behindComma;
  private boolean discarding;
  private long documentLine;

  /**
   * @param part whether this is but a part of a line: neither prefixes nor YAML are looked for
   */
  JsonItems(ByteWindow in, ShapeReader shapes, Limits limits, boolean part) {
    this.in = in;
    this.shapes = shapes;
    this.part = part;
    this.scanner = new JsonScanner(in, limits.maxDepth());
    this.errors = new SplitErrors(in, scanner, limits);
  }

  /** {@return the next item's JSON; null at the end of the stream, and where YAML begins} */
  @Nullable Slice next() throws IOException {
    in.mark();
    atYaml = false;
    Slice slice = null;
    while (slice == null && !ended) {
      if (inItems) {
        slice = nextItem();
        continue;
      }
      prefixed = null;
      switch (find()) {
        case OBJECT -> slice = nextDocument();
        case ARRAY -> beginArray();
        case PREFIXED -> {
          return prefixed;
        }
        case NOTHING -> {
          return null;
        }
      }
    }
    return slice;
  }

  /** {@return whether the last item is the rest of a line, behind what a log puts before it} */
  boolean isPrefixed() {
    return prefixed != null;
  }

  /**
   * {@return whether the last item is the beginning of a line that a container runtime has split}
   */
  boolean isPartial() {
    return partial;
  }

  /** {@return whether YAML begins here} */
  boolean atYaml() {
    return atYaml;
  }

  private Next find() throws IOException {
    for (; ; ) {
      if (skipLine) {
        skipLine = false;
        boolean unused = in.readLine();
      }
      if (skipToDocument) {
        skipToDocument();
      }
      int b = skipBlank();
      if (b == '#' && in.atNextLine() && !part) { // a comment, as before YAML
        skipLine = true;
        continue;
      }
      boolean array = b == '[' && beginsArray();
      if (b == '{' || array || b < 0) {
        recovering &= !behindDocument;
        documentLine = in.line();
        return b < 0 ? Next.NOTHING : array ? Next.ARRAY : Next.OBJECT;
      }
      // What is left of a list that was given up has been reported with it.
      if (recovering && (b == ',' || b == ']' || b == '}')) {
        giveUp();
      } else {
        return otherLine();
      }
    }
  }

  private Next otherLine() throws IOException {
    boolean unused = in.readLine();
    endDocument();
    if (in.tooLong()) {
      throw errors.tooLong();
    }
    Slice line = in.slice();
    if (part) {
      throw Hints.ofText(line);
    }
    atYaml = line.column() == 1 && YamlLines.begins(line) && in.rereadFrom(0);
    if (atYaml) {
      return Next.NOTHING;
    }
    int json = LinePrefix.length(line);
    if (json == 0) {
      throw Hints.ofText(line);
    }
    prefixed = line.part(json, line.length());
    partial = LinePrefix.isPartial(line);
    return Next.PREFIXED;
  }

  private @Nullable Slice nextDocument() throws IOException {
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

  private void beginArray() throws IOException {
    int unused = in.read();
    in.mark();
    beginList(true);
  }

  private void beginList(boolean array) {
    inItems = true;
    ofArray = array;
    behindItem = false;
    behindComma = false;
    doubtful = null;
  }

  private boolean beginItems() {
    beginList(false);
    // Until the list has turned out to be one of events.
    discarding = true;
    Slice head = in.slice();
    byte[] closed = join(in.copy(0, in.length()), BEHIND_HEAD);
    Slice whole = new Slice(closed, 0, closed.length, head.line(), head.column());
    Shape list = shapes.read(whole);
    if (!list.isEvent()) {
      list.requireList(whole);
    }
    discarding = false;
    inItems = !list.isEvent();
    boolean named = !list.kind().isEmpty() || list.names.contains("apiVersion");
    doubtful = named ? null : new Slice(new byte[0], 0, 0, head.line(), head.column());
    return inItems;
  }

  private @Nullable Slice nextItem() throws IOException {
    int b = skipBlank();
    if (b == ',' && behindItem) {
      int unused = in.read();
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
      BadItem problem = errors.brokenList(b);
      boolean report = !discarding;
      if (in.line() == documentLine) {
        endDocument();
        skipLine = true;
      } else {
        giveUp();
      }
      return report(report, problem);
    }
    Result result = scanner.scan(false);
    behindItem = true;
    behindComma = false;
    Slice item = complete(result);
    Slice list = doubtful;
    doubtful = null;
    if (item != null && b != '{' && list != null && !discarding) {
      discarding = true;
      throw list.bad(Hints.OBJECT_WITH_OTHER_ITEMS);
    }
    if (item != null && b != '{') {
      return report(!discarding, errors.itemNotAnObject(b));
    }
    return discarding ? null : item;
  }

  private void endItems() throws IOException {
    int unused = in.read();
    in.mark();
    boolean wanted = !discarding;
    inItems = false;
    behindDocument = true;
    if (ofArray) {
      return;
    }
    errors.begin();
    Result result = scanner.scanTail();
    discarding = !wanted;
    Slice tail = complete(result);
    discarding = false;
    if (wanted && tail != null) {
      byte[] closed = join(BEFORE_TAIL, in.copy(0, in.length()));
      long column = tail.column() - BEFORE_TAIL.length;
      Slice whole = new Slice(closed, 0, closed.length, tail.line(), column);
      Shape shape = shapes.read(whole);
      if (shape.isEvent()) {
        throw errors.eventWithItems();
      }
      shape.requireList(whole);
    }
  }

  /** {@return the value; null if it is broken and nobody wants to know} */
  private @Nullable Slice complete(Result result) {
    BadItem problem = errors.of(result);
    boolean report = !discarding;
    if (result != Result.COMPLETE) {
      goOnBehind();
    }
    return problem == null ? in.slice() : report(report, problem);
  }

  private @Nullable Slice report(boolean report, BadItem problem) {
    if (report) {
      throw problem;
    }
    in.mark();
    return null;
  }

  private void goOnBehind() {
    int broken = scanner.goOnAt();
    int second = in.secondLine();
    if (isOfLines(second)) {
      endDocument();
      if (second < 0 || second > broken) {
        skipLine = true;
        boolean unused = in.rereadFrom(broken);
        return;
      }
      if (in.rereadFrom(second)) {
        return;
      }
    }
    giveUp();
    // Of what was too long the beginning is gone, so lines in it cannot be found.
    for (int line = in.overflowed() ? broken : 1; line <= broken; line++) {
      if (in.isObjectLine(line) && in.rereadFrom(line)) {
        skipToDocument = false;
        return;
      }
    }
    boolean unused = in.rereadFrom(broken);
  }

  /** Whether an item is on one line, as far as what is broken tells: not if only a bracket is. */
  private boolean isOfLines(int second) {
    if (in.overflowed() || in.line() != documentLine) {
      return false;
    }
    for (byte b : in.copy(1, Math.max(second, 1))) {
      if (b > ' ') {
        return true;
      }
    }
    return second < 0;
  }

  /** What is broken in a part of a line is one bad item, so nothing more is looked for. */
  private void endDocument() {
    ended = part;
    inItems = false;
    discarding = false;
    recovering = false;
    behindDocument = false;
  }

  private void giveUp() {
    endDocument();
    skipToDocument = true;
    recovering = true;
  }

  private void skipToDocument() throws IOException {
    skipToDocument = false;
    if (!in.atNextLine()) {
      boolean unused = in.readLine();
    }
    for (; ; ) {
      in.mark();
      int b = in.peek();
      if (b < 0 || b == '{' || (b == '[' && beginsArray())) {
        return;
      }
      boolean unused = in.readLine();
      if (!part && !in.tooLong() && LinePrefix.length(in.slice()) > 0 && in.rereadFrom(0)) {
        return;
      }
    }
  }

  /** A log line may begin with a bracket, too. */
  private boolean beginsArray() throws IOException {
    for (int i = 1; i < LONGEST_GAP; i++) {
      int b = in.peek(i);
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{' || b == ']';
      }
    }
    return false;
  }

  /** {@return the next byte that is neither white space nor of a byte order mark} */
  private int skipBlank() throws IOException {
    for (; ; ) {
      int b = in.peek();
      if (b == '\n') {
        int unused = in.read();
        in.mark();
      } else if (b == ' ' || b == '\t' || b == '\r') {
        int unused = in.read();
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
