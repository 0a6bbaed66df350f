package io.eventrecorder.json;

import io.eventrecorder.json.JsonScanner.Result;
import org.jspecify.annotations.Nullable;

/** What is wrong with a value that cannot be cut out of its stream. */
final class SplitErrors {
  private final ByteWindow in;
  private final JsonScanner scanner;
  private final EventJson.Limits limits;
  private long line;
  private long column;

  SplitErrors(ByteWindow in, JsonScanner scanner, EventJson.Limits limits) {
    this.in = in;
    this.scanner = scanner;
    this.limits = limits;
  }

  /** A value begins at the mark. */
  void begin() {
    JsonSlice slice = in.slice();
    line = slice.line();
    column = slice.column();
  }

  /** {@return null if the value is whole and within the limits} */
  @Nullable EventJsonException of(Result result) {
    if (in.tooLong()) {
      return atStart(
          "is longer than "
              + limits.maxBytes()
              + " bytes, which is the limit of one event; shorten it or raise the limit");
    }
    if (scanner.tooDeep()) {
      return atStart(
          "is nested deeper than "
              + limits.maxDepth()
              + " levels, which is the limit; flatten it or raise the limit");
    }
    return switch (result) {
      case COMPLETE, ITEMS -> null;
      case NOT_CLOSED ->
          atStart("the object that begins here is not closed; see whether it was cut off");
      case TEXT_NOT_CLOSED ->
          atBreak("the text is not closed at the end of its line; add the quote or write \\n");
      case MISPLACED -> atBreak(found() + " cannot be here; check the brackets before it");
    };
  }

  EventJsonException notAnObject(int b) {
    begin();
    String found = b == '[' ? "an array" : named(b);
    String remedy =
        b == '[' ? "; write its elements one a line" : "; write events as JSON, one behind another";
    return atStart("must be a JSON object, is " + found + remedy);
  }

  EventJsonException itemNotAnObject(int b) {
    return atStart("an item of a list must be an object, begins with " + named(b) + "; remove it");
  }

  EventJsonException brokenList(int b) {
    if (b < 0) {
      return atStart("the list is not closed at the end; see whether it was cut off");
    }
    return atStart("a comma or ] must follow an item of a list, not " + named(b) + "; correct it");
  }

  EventJsonException eventWithItems() {
    return atStart("is an event whose items come before its kind; write the kind first");
  }

  private EventJsonException atStart(String problem) {
    return new EventJsonException(line, column, "", problem);
  }

  private EventJsonException atBreak(String problem) {
    JsonSlice slice = in.slice();
    return slice.error(slice.offset() + scanner.goOnAt(), "", problem);
  }

  private String found() {
    return named(in.copy(scanner.goOnAt(), scanner.goOnAt() + 1)[0] & 0xFF);
  }

  private static String named(int b) {
    if (b > ' ' && b < 0x7F) {
      return "'" + (char) b + "'";
    }
    return String.format("byte 0x%02X", b) + (b == 0 || b >= 0xF8 ? " (not UTF-8?)" : "");
  }
}
