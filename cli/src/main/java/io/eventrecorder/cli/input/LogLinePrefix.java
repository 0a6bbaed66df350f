package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the prefix that a log puts before each line: {@code 2026-01-01T00:00:00Z stdout F} by
 * container runtimes (CRI), the pod and the container by stern, {@code [pod/web-0/app]} by {@code
 * kubectl logs --prefix}, a timestamp, or a name and a bar by Docker Compose.
 */
final class LogLinePrefix {
  private static final int MAX_LENGTH = 600;
  private static final String COLOUR = "(?:\\x1b\\[[0-9;]*m)*+";
  private static final Pattern PREFIX =
      Pattern.compile(
          "(?:"
              + COLOUR
              + "(?:\\[[\\w.:/-]++\\]|[\\w.:/+-]++|[|›])"
              + COLOUR
              + "[ \\t]++){1,6}+"
              + COLOUR
              + "(?=\\{|\\[[ \\t]*+\\{)");
  private static final Pattern PARTIAL = Pattern.compile("\\S+ (?:stdout|stderr) P ");

  /** A key or a dash of YAML, before a mapping or a text. */
  private static final Pattern YAML = Pattern.compile("(?:-|\\S*:)[ \\t]|.*:[ \\t]*$");

  private LogLinePrefix() {}

  /** {@return the length of the prefix before JSON in bytes; 0 if there is no such prefix} */
  static int length(InputSlice line) {
    Matcher prefix = PREFIX.matcher(beginning(line));
    return prefix.lookingAt() ? prefix.group().getBytes(UTF_8).length : 0;
  }

  /** {@return whether this is a log line with JSON, and not YAML with a bracket} */
  static boolean isLogOfJson(InputSlice line) {
    int length = length(line);
    return length > 0 && !YAML.matcher(line.part(0, length).text()).lookingAt();
  }

  /** {@return whether the container runtime has split this line} */
  static boolean isPartial(InputSlice line) {
    return PARTIAL.matcher(beginning(line)).lookingAt();
  }

  /** {@return the first bytes of a line, as text} */
  static String beginning(InputSlice line) {
    return new String(line.bytes(), line.offset(), Math.min(line.length(), MAX_LENGTH), UTF_8);
  }
}
