package io.eventrecorder.cli.input;

import io.eventrecorder.cli.input.JsonScanner.Result;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into the JSON of single items: objects, and the items of lists and arrays. A list
 * is never in memory as a whole. {@link JsonRecovery} finds where reading continues after an error.
 */
final class JsonItems {
  private enum Next {
    OBJECT,
    ARRAY,
    PREFIXED,
    NOTHING
  }

  private final ByteWindow in;
  private final JsonScanner scanner;
  private final ScanErrors errors;
  private final JsonRecovery recovery;
  private final JsonList list;
  private final boolean part;

  private boolean atYaml;
  private boolean partial;
  private @Nullable InputSlice prefixed;

  /**
   * @param part whether the stream is only a part of a line, so that it has neither log prefixes
   *     nor YAML
   */
  JsonItems(ByteWindow in, ObjectShapeReader shapes, InputLimits limits, boolean part) {
    this.in = in;
    this.part = part;
    this.scanner = new JsonScanner(in, limits.maxDepth());
    this.errors = new ScanErrors(in, scanner, limits);
    this.recovery = new JsonRecovery(in, scanner, part);
    this.list = new JsonList(in, scanner, shapes, errors, recovery);
  }

  /** {@return the JSON of the next item; null at the end of the stream and where YAML begins} */
  @Nullable InputSlice next() throws IOException {
    in.mark();
    atYaml = false;
    InputSlice item = null;
    while (item == null && !recovery.isEnded()) {
      if (list.isOpen()) {
        item = list.next();
        continue;
      }
      prefixed = null;
      switch (find()) {
        case OBJECT -> item = nextDocument();
        case ARRAY -> list.openArray();
        case PREFIXED -> {
          return prefixed;
        }
        case NOTHING -> {
          return null;
        }
      }
    }
    return item;
  }

  /** {@return whether the last item is the rest of a line, without the log's prefix} */
  boolean isPrefixed() {
    return prefixed != null;
  }

  /** {@return whether a container runtime has split the line of the last item after this part} */
  boolean isPartial() {
    return partial;
  }

  /** {@return whether YAML begins here} */
  boolean atYaml() {
    return atYaml;
  }

  /** Skips to the next document, and says what it is. */
  private Next find() throws IOException {
    for (; ; ) {
      recovery.skip();
      int b = JsonStart.skipBlank(in);
      if (b == '#' && in.atNextLine() && !part) { // a comment, which may come before YAML
        recovery.skipLine();
        continue;
      }
      boolean array = b == '[' && JsonStart.isArray(in);
      if (b == '{' || array || b < 0) {
        recovery.beginDocument();
        return b < 0 ? Next.NOTHING : array ? Next.ARRAY : Next.OBJECT;
      }
      // The rest of a list with an error was reported with the error.
      if (recovery.isRecovering() && (b == ',' || b == ']' || b == '}')) {
        recovery.skipToNextDocument();
      } else {
        return otherLine();
      }
    }
  }

  /** Reads a line that does not begin with JSON. */
  private Next otherLine() throws IOException {
    boolean unused = in.readLine();
    recovery.endDocument();
    if (in.tooLong()) {
      throw errors.tooLong();
    }
    InputSlice line = in.slice();
    if (part) {
      throw FormatHints.ofText(line);
    }
    atYaml = line.column() == 1 && YamlLines.begins(line) && in.rereadFrom(0);
    if (atYaml) {
      return Next.NOTHING;
    }
    int json = LogLinePrefix.length(line);
    if (json == 0) {
      throw FormatHints.ofText(line);
    }
    prefixed = line.part(json, line.length());
    partial = LogLinePrefix.isPartial(line);
    return Next.PREFIXED;
  }

  /** {@return an object; null if it is a list, which is open then} */
  private @Nullable InputSlice nextDocument() throws IOException {
    errors.begin();
    Result result = scanner.scan(true);
    if (result == Result.ITEMS) {
      if (list.openItems()) {
        return null;
      }
      result = scanner.scanOn(false);
    }
    recovery.documentRead();
    BadItemException problem = errors.of(result);
    if (result != Result.COMPLETE) {
      recovery.goOn();
    }
    if (problem != null) {
      throw problem;
    }
    return in.slice();
  }
}
