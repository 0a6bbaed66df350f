package io.eventrecorder.cli.input;

import io.eventrecorder.cli.input.JsonScanner.Result;
import org.jspecify.annotations.Nullable;

/** Makes the messages about values that cannot be cut out of the stream. */
final class ScanErrors {
  private final ByteWindow in;
  private final JsonScanner scanner;
  private final InputLimits limits;
  private long line;
  private long column;

  ScanErrors(ByteWindow in, JsonScanner scanner, InputLimits limits) {
    this.in = in;
    this.scanner = scanner;
    this.limits = limits;
  }

  /** Remembers the mark as the beginning of a value. */
  void begin() {
    InputSlice slice = in.slice();
    line = slice.line();
    column = slice.column();
  }

  /** {@return the problem of the last scan; null if the value is whole and within the limits} */
  @Nullable BadItemException of(Result result) {
    if (in.tooLong()) {
      return atStart(longerThan());
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
          atStart("the object that begins here is not closed; check whether the input was cut off");
      case TEXT_NOT_CLOSED ->
          atBreak(
              "the text is not closed at the end of its line; add a quote, or write line ends as"
                  + " \\n");
      case MISPLACED -> atBreak(found() + " is not allowed here; check the brackets before it");
    };
  }

  /** {@return the problem that the line at the mark is too long} */
  BadItemException tooLong() {
    begin();
    return atStart(longerThan());
  }

  private String longerThan() {
    return "is longer than "
        + limits.maxBytes()
        + " bytes, which is the limit of one event; shorten it or raise the limit";
  }

  BadItemException itemNotAnObject(int b) {
    return atStart(
        "an item of a list must be an object, but begins with "
            + FormatHints.named(b)
            + "; remove it");
  }

  BadItemException brokenList(int b) {
    if (b < 0) {
      return atStart("the list is not closed at the end; check whether the input was cut off");
    }
    return atStart(
        "a comma or ] must follow an item of a list, but "
            + FormatHints.named(b)
            + " does; correct it");
  }

  BadItemException eventWithItems() {
    return atStart("is an event whose items come before its kind; move the kind before the items");
  }

  private BadItemException atStart(String problem) {
    return new BadItemException(line, column, "", problem);
  }

  private BadItemException atBreak(String problem) {
    InputSlice slice = in.slice();
    return slice.bad(scanner.goOnAt(), problem);
  }

  private String found() {
    return FormatHints.named(in.copy(scanner.goOnAt(), scanner.goOnAt() + 1)[0] & 0xFF);
  }
}
