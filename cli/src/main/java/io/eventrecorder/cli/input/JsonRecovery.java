package io.eventrecorder.cli.input;

import java.io.IOException;

/**
 * Finds where reading continues after an error. If the item with the error began on the first line
 * of its document, each line is taken as an item, so reading continues at the next line. Otherwise
 * the document is pretty-printed, and reading continues at the next line that begins a document.
 */
final class JsonRecovery {
  private final ByteWindow in;
  private final JsonScanner scanner;
  private final boolean part;

  private boolean skipLine;
  private boolean skipToDocument;
  private boolean recovering;
  private boolean documentRead;
  private long documentLine;
  private boolean ended;

  /**
   * @param part whether the stream is only a part of a line: it ends at the first error
   */
  JsonRecovery(ByteWindow in, JsonScanner scanner, boolean part) {
    this.in = in;
    this.scanner = scanner;
    this.part = part;
  }

  /** Remembers that a document begins at the mark. */
  void beginDocument() {
    recovering &= !documentRead;
    documentLine = in.line();
  }

  /** Remembers that a document was read to its end. */
  void documentRead() {
    documentRead = true;
  }

  /** {@return whether an error was found and no document has been read to its end since} */
  boolean isRecovering() {
    return recovering;
  }

  /** {@return whether nothing more is read} */
  boolean isEnded() {
    return ended;
  }

  /** Makes {@link #skip()} skip the rest of this line. */
  void skipLine() {
    skipLine = true;
  }

  /** Makes {@link #skip()} skip to the next line that begins a document. */
  void skipToNextDocument() {
    endDocument();
    skipToDocument = true;
    recovering = true;
  }

  /** Ends the document, without skipping anything. A part of a line ends here. */
  void endDocument() {
    ended = part;
    recovering = false;
    documentRead = false;
  }

  /** Goes on behind an error of a list at the mark. */
  void goOnBehindList() {
    if (in.line() == documentLine) {
      endDocument();
      skipLine = true;
    } else {
      skipToNextDocument();
    }
  }

  /** Goes on behind the value that the scanner has scanned last, which begins at the mark. */
  void goOn() {
    int broken = scanner.goOnAt();
    int second = in.secondLine();
    if (isOneLine(second)) {
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
    skipToNextDocument();
    // The window has lost the beginning of a value that is too long, so its lines are not found.
    for (int line = in.overflowed() ? broken : 1; line <= broken; line++) {
      if (in.isObjectLine(line) && in.rereadFrom(line)) {
        skipToDocument = false;
        return;
      }
    }
    boolean unused = in.rereadFrom(broken);
  }

  /**
   * Whether the value is probably on one line: it begins on the first line of its document, and
   * more than a bracket is on that line.
   */
  private boolean isOneLine(int second) {
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

  /** Skips what the last error makes unreadable, if anything. */
  void skip() throws IOException {
    if (skipLine) {
      skipLine = false;
      boolean unused = in.readLine();
    }
    if (skipToDocument) {
      skipToDocument = false;
      skipToDocument();
    }
  }

  private void skipToDocument() throws IOException {
    if (!in.atNextLine()) {
      boolean unused = in.readLine();
    }
    for (; ; ) {
      in.mark();
      int b = in.peek();
      if (b < 0 || b == '{' || (b == '[' && JsonStart.isArray(in))) {
        return;
      }
      boolean unused = in.readLine();
      boolean inLog = !part && !in.tooLong() && LogLinePrefix.length(in.slice()) > 0;
      if (inLog && in.rereadFrom(0)) {
        return;
      }
    }
  }
}
