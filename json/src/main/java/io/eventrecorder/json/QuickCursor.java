package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cursor directly on bytes. It reads usual events in less than half of the time that Jackson
 * needs. It accepts less than Jackson, and never more: at every error, and at everything that is
 * rare, it gives up with {@link UnusualJsonException}.
 */
final class QuickCursor implements JsonCursor {
  /** Deeper objects are rare. It limits the recursion of {@link #skip}. */
  private static final int DEEPEST = 32;

  private final byte[] json;
  private final Words words;
  private final MemberCheck members;

  /** The index of the next byte. */
  private int at;

  /** Whether the next member or element is the first one, which has no comma before it. */
  private boolean first;

  /** The string that {@link #scan} has read, and whether it is ASCII without escapes. */
  private int from;

  private int to;
  private boolean isPlain;

  QuickCursor(byte[] json, int maxDepth) {
    this.json = json;
    this.words = new Words(json);
    this.members = new MemberCheck(json, words, Math.min(maxDepth, DEEPEST));
    toValue();
  }

  /** Moves back to the beginning. */
  void restart() {
    members.restart();
    at = 0;
    toValue();
  }

  @Override
  public boolean isNull() {
    return peek() == 'n';
  }

  @Override
  public boolean isObject() {
    return begins('{');
  }

  @Override
  public boolean isArray() {
    return begins('[');
  }

  private boolean begins(char bracket) {
    if (peek() == bracket) {
      at++;
      members.begin();
      first = true;
      return true;
    }
    literal("null");
    return false;
  }

  @Override
  public @Nullable String nextMember() {
    if (!next('}')) {
      return null;
    }
    scan();
    if (!isPlain) {
      throw unusual();
    }
    String name = members.add(from, to);
    toValue();
    expect(':');
    toValue();
    return name;
  }

  @Override
  public boolean nextElement() {
    return next(']');
  }

  /** Moves to the next member or element. {@return false if the bracket is there} */
  private boolean next(char bracket) {
    toValue();
    if (peek() == bracket) {
      at++;
      members.end();
      first = false;
      return false;
    }
    if (!first) {
      expect(',');
      toValue();
    }
    first = false;
    return true;
  }

  @Override
  public String text() {
    return isNullText() ? "" : isPlain ? new String(json, from, to - from, ISO_8859_1) : decoded();
  }

  @Override
  public String commonText() {
    return isNullText() ? "" : isPlain ? RecentTexts.get(json, words, from, to) : decoded();
  }

  private boolean isNullText() {
    if (isNull()) {
      literal("null");
      return true;
    }
    scan();
    return false;
  }

  /** Reads a string: where it is, and whether it is ASCII without escapes. */
  private void scan() {
    expect('"');
    from = at;
    to = words.plainUntil(from);
    isPlain = true;
    while (byteAt(to) != '"') {
      scanOne();
    }
    at = to + 1;
  }

  /** Reads one character of a string, or one byte of it. */
  private void scanOne() {
    byte b = byteAt(to);
    if (b >= 0 && b < ' ') {
      throw unusual();
    }
    isPlain &= b >= 0 && b != '\\';
    to += b == '\\' ? 2 : 1;
  }

  private String decoded() {
    String text = new String(json, from, to - from, UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      throw unusual(); // it may not be UTF-8
    }
    return Text.wellFormed(text.indexOf('\\') < 0 ? text : Unescape.json(text));
  }

  @Override
  public int int32() {
    if (isNull()) {
      literal("null");
      return 0;
    }
    int start = at;
    boolean negative = peek() == '-';
    at += negative ? 1 : 0;
    int digits = at;
    long value = 0;
    for (; isDigit(peek()) && at - digits < 10; at++) {
      value = 10 * value + peek() - '0';
    }
    value = negative ? -value : value;
    boolean leadingZero = at - digits > 1 && json[digits] == '0';
    if (at == digits || leadingZero || value != (int) value || isNumber(peek())) {
      at = start;
      throw unusual();
    }
    return (int) value;
  }

  private static boolean isNumber(byte b) {
    return isDigit(b) || b == '.' || b == 'e' || b == 'E';
  }

  @Override
  public @Nullable Boolean bool() {
    switch (peek()) {
      case 'n' -> {
        literal("null");
        return null;
      }
      case 't' -> {
        literal("true");
        return true;
      }
      default -> {
        literal("false");
        return false;
      }
    }
  }

  @Override
  public @Nullable Instant time() {
    if (isNullText()) {
      return null;
    }
    try {
      return Timestamps.known(new TimestampParser(json, from, to).parse());
    } catch (DateTimeException e) {
      throw unusual();
    }
  }

  @Override
  public String raw() {
    int start = at;
    skip();
    return RawJson.compact(json, start, at);
  }

  @Override
  public void skip() {
    switch (peek()) {
      case '{' -> {
        isObject();
        while (nextMember() != null) {
          skip();
        }
      }
      case '[' -> {
        isArray();
        while (nextElement()) {
          skip();
        }
      }
      case '"' -> {
        scan();
        if (!isPlain) {
          decoded();
        }
      }
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> skipNumber();
    }
  }

  private void skipNumber() {
    at += peek() == '-' ? 1 : 0;
    if (peek() == '0') {
      at++;
    } else {
      skipDigits();
    }
    if (peek() == '.') {
      at++;
      skipDigits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      at += peek() == '+' || peek() == '-' ? 1 : 0;
      skipDigits();
    }
  }

  private void skipDigits() {
    int start = at;
    while (isDigit(peek())) {
      at++;
    }
    if (at == start) {
      throw unusual();
    }
  }

  @Override
  public void end() {
    toValue();
    if (at != json.length) {
      throw unusual();
    }
  }

  @Override
  public RuntimeException error(String problem) {
    return unusual();
  }

  private static UnusualJsonException unusual() {
    return new UnusualJsonException();
  }

  /** Moves over white space. */
  private void toValue() {
    byte b = peek();
    while (b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t')) {
      at++;
      b = peek();
    }
  }

  private void literal(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      expect(literal.charAt(i));
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unusual();
    }
    at++;
  }

  /** {@return the next byte; 0, which is never allowed, after the last one} */
  private byte peek() {
    return byteAt(at);
  }

  private byte byteAt(int index) {
    return index < json.length ? json[index] : 0;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
