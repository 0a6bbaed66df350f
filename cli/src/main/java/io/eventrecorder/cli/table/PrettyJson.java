package io.eventrecorder.cli.table;

/** JSON with one member a line, indented by four spaces, as kubectl prints it. */
final class PrettyJson {
  private static final String STEP = "    ";

  private PrettyJson() {}

  /**
   * {@return the same JSON on many lines}
   *
   * @param json valid JSON on one line
   */
  static String of(String json) {
    StringBuilder out = new StringBuilder(json.length() * 2);
    int depth = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '"' -> {
          int end = endOfText(json, i);
          out.append(json, i, end);
          i = end - 1;
        }
        case '{', '[' -> {
          char next = json.charAt(i + 1);
          out.append(c);
          if (next == '}' || next == ']') {
            out.append(next);
            i++;
          } else {
            line(out, ++depth);
          }
        }
        case '}', ']' -> {
          line(out, --depth);
          out.append(c);
        }
        case ',' -> line(out.append(c), depth);
        case ':' -> out.append(": ");
        case ' ', '\t' -> {} // white space between tokens, in members that we do not know
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static int endOfText(String json, int start) {
    int i = start + 1;
    while (json.charAt(i) != '"') {
      i += json.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static void line(StringBuilder out, int depth) {
    out.append('\n').append(STEP.repeat(depth));
  }
}
