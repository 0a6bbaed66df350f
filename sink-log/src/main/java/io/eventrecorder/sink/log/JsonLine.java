package io.eventrecorder.sink.log;

import io.eventrecorder.spi.PrintableText;
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

  private final StringBuilder json = new StringBuilder(1024).append('{');

  @Override
  public void add(String name, String value) {
    member(name);
    quote(value);
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
    quote(name);
    json.append(':');
  }

  private void quote(String text) {
    json.append('"');
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c == '\n') {
        json.append("\\n");
      } else if (c == '\t') {
        json.append("\\t");
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        json.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        json.append(REPLACEMENT);
      } else if (!PrintableText.isPrintable(c)) {
        json.append("\\u").append(HEX.toHexDigits(c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
