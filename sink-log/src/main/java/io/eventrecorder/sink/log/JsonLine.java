package io.eventrecorder.sink.log;

import io.eventrecorder.text.PrintableText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One JSON object on one line. Written by hand, because a JSON library stops at a lone surrogate
 * where a log had better go on, and leaves characters as they are that end a line or command a
 * terminal.
 */
final class JsonLine implements Fields {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * For half a character: UTF-8 cannot say it, and jq stops at its escape. Go and browsers do the
   * same.
   */
  private static final char REPLACEMENT = '\ufffd';

  /** Behind a text that is cut. */
  private static final String CUT = "…[cut]";

  private static final int CUT_BYTES = CUT.getBytes(StandardCharsets.UTF_8).length;

  private final StringBuilder json = new StringBuilder(1024).append('{');
  private final int longestText;

  /** A line of whole texts. */
  JsonLine() {
    this(LineFormat.NO_LIMIT);
  }

  /**
   * @param longestText to how many bytes of JSON texts are cut; one that is longer by less than the
   *     mark of the cut stays
   */
  JsonLine(int longestText) {
    this.longestText = longestText;
  }

  @Override
  public void add(String name, String value) {
    member(name);
    quote(value, longestText);
  }

  @Override
  public void add(String name, int value) {
    member(name);
    json.append(value);
  }

  @Override
  public void add(String name, Map<String, String> values) {
    section(name, fields -> values.forEach(fields::add));
  }

  /** An object within the line; left out if it stays empty. */
  void section(String name, Consumer<Fields> body) {
    int before = json.length();
    member(name);
    json.append('{');
    int empty = json.length();
    body.accept(this);
    if (json.length() == empty) {
      json.setLength(before);
    } else {
      json.append('}');
    }
  }

  /** Ends the line. */
  byte[] toBytes() {
    return json.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void member(String name) {
    if (json.charAt(json.length() - 1) != '{') {
      json.append(',');
    }
    quote(name, LineFormat.NO_LIMIT);
    json.append(':');
  }

  private void quote(String text, int longest) {
    json.append('"');
    int length = text.length();
    int bytes = 0;
    int fits = json.length();
    for (int i = 0; i < length; i++) {
      int before = json.length();
      if (isPair(text, i)) {
        json.append(text, i, ++i + 1);
        bytes += 4;
      } else {
        putChar(text.charAt(i));
        bytes += size(before);
      }
      if (bytes <= longest) {
        fits = json.length();
      } else if (bytes - CUT_BYTES > longest) {
        json.setLength(fits);
        json.append(CUT);
        break;
      }
    }
    json.append('"');
  }

  private void putChar(char c) {
    if (c == '"' || c == '\\') {
      json.append('\\').append(c);
    } else if (c == '\n') {
      json.append("\\n");
    } else if (c == '\t') {
      json.append("\\t");
    } else if (Character.isSurrogate(c)) {
      json.append(REPLACEMENT);
    } else if (!PrintableText.isPrintable(c)) {
      json.append("\\u").append(HEX.toHexDigits(c));
    } else {
      json.append(c);
    }
  }

  /** In UTF-8, of what was put last: an escape, or one character. */
  private int size(int from) {
    char c = json.charAt(from);
    return c < 0x80 ? json.length() - from : c < 0x800 ? 2 : 3;
  }

  private static boolean isPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
