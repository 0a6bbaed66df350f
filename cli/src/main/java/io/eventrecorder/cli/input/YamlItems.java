package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts YAML into documents, and a list into its items. A list is {@code items}, or the document
 * itself. Only lines are looked at: the lines of an item are indented deeper than its dash, and a
 * document marker is in column 1. So a list is never in memory as a whole, and an error in an item
 * does not affect other items. YAML ends at a line that begins with a bracket, or with a log prefix
 * and a bracket.
 */
final class YamlItems {
  private static final Pattern ITEMS = Pattern.compile("items:\\s*(?:#.*)?");
  private static final byte[] NO_ITEMS = "items: []\n".getBytes(US_ASCII);
  private static final int MAX_INDENT = 400;

  private final ByteWindow in;
  private final InputLimits limits;

  /** The document without the items of its list. */
  private final ByteArrayOutputStream document = new ByteArrayOutputStream();

  private long documentLine;
  private boolean tooLong;
  private boolean inItems;
  private int dash;

  YamlItems(ByteWindow in, InputLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  /** {@return the lines of the next item or document; null where YAML ends} */
  @Nullable InputSlice next() throws IOException {
    for (; ; ) {
      in.mark();
      if (inItems) {
        if (dashColumn() == dash) {
          return item();
        }
        inItems = false;
      }
      int b = in.peek();
      boolean marker = isMarker();
      if (b < 0 || b == '{' || b == '[' || marker) {
        InputSlice whole = document();
        if (whole != null || !marker) {
          return whole;
        }
        if (isJsonBehindMarker()) {
          return null;
        }
      } else if (document.size() == 0 && !tooLong && dashColumn() >= 0) {
        beginItems();
      } else {
        boolean unused = in.readLine();
        if (!in.tooLong() && LogLinePrefix.isLogOfJson(in.slice()) && in.rereadFrom(0)) {
          return document();
        }
        line(in.slice());
      }
    }
  }

  private void line(InputSlice read) throws IOException {
    InputSlice line = read;
    boolean over = in.tooLong();
    String text = LogLinePrefix.beginning(line).stripTrailing();
    boolean blank = text.isEmpty() || text.startsWith("#") || text.startsWith("%");
    if (document.size() == 0 && blank) {
      return;
    }
    if (document.size() == 0 && !tooLong) {
      documentLine = line.line();
    }
    if (ITEMS.matcher(text).matches()) {
      line = new InputSlice(line.copy(), 0, line.length(), line.line(), 1); // the buffer moves next
      skipBlankLines();
      if (dashColumn() >= 0) {
        document.writeBytes(NO_ITEMS);
        beginItems();
        return;
      }
    }
    if (over || document.size() + line.length() > limits.maxBytes()) {
      tooLong = true;
    } else {
      document.write(line.bytes(), line.offset(), line.length());
    }
  }

  private void skipBlankLines() throws IOException {
    while (in.peek() == '\n' || (in.peek() == '\r' && in.peek(1) == '\n')) {
      boolean unused = in.readLine();
    }
  }

  private void beginItems() throws IOException {
    inItems = true;
    dash = dashColumn();
  }

  private InputSlice item() throws IOException {
    long line = in.line();
    do {
      boolean unused = in.readLine();
    } while (isContinued());
    if (in.tooLong()) {
      throw tooLong(line, dash + 1);
    }
    return in.slice();
  }

  /** {@return the document without its items; null if it is empty} */
  private @Nullable InputSlice document() {
    boolean over = tooLong;
    byte[] text = document.toByteArray();
    document.reset();
    tooLong = false;
    if (over) {
      throw tooLong(documentLine, 1);
    }
    return text.length == 0 ? null : new InputSlice(text, 0, text.length, documentLine, 1);
  }

  private BadItemException tooLong(long line, long column) {
    String problem =
        "is longer than "
            + limits.maxBytes()
            + " bytes, which is the limit of one event; shorten it or raise the limit";
    return new BadItemException(line, column, "", problem);
  }

  /** Whether a document marker is next: three dashes or three dots. */
  private boolean isMarker() throws IOException {
    int b = in.peek();
    return (b == '-' || b == '.') && in.peek(1) == b && in.peek(2) == b && (in.peek(3) <= ' ');
  }

  private boolean isJsonBehindMarker() throws IOException {
    for (int i = 0; i < 3; i++) {
      int unused = in.read();
    }
    while (in.peek() == ' ' || in.peek() == '\t') {
      int unused = in.read();
    }
    int b = in.peek();
    if (b == '{' || b == '[') {
      in.mark();
      return true;
    }
    boolean blank = b < 0 || b == '\r' || b == '\n' || b == '#';
    in.mark();
    boolean unused = in.readLine();
    if (!blank) {
      documentLine = in.line();
      document.writeBytes(in.slice().text().getBytes(UTF_8));
    }
    return false;
  }

  /** {@return the column of the dash that begins this line, from 0; -1 if there is none} */
  private int dashColumn() throws IOException {
    int column = indent();
    int behind = in.peek(column + 1);
    boolean dashed = in.peek(column) == '-' && behind <= ' ';
    return dashed ? column : -1;
  }

  private boolean isContinued() throws IOException {
    int column = indent();
    int b = in.peek(column);
    return b >= 0 && (column > dash || b == '\n' || b == '\r' || b == '#');
  }

  private int indent() throws IOException {
    int column = 0;
    while (column < MAX_INDENT && in.peek(column) == ' ') {
      column++;
    }
    return column;
  }
}
