package io.eventrecorder.cli.input;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Explains why an item is not an event: names the format that it looks like, and the remedy. */
final class FormatHints {
  /** A format of text, recognised by one line. */
  private record Format(Pattern line, String hint) {
    static Format of(String regex, String hint) {
      return new Format(Pattern.compile(regex, Pattern.DOTALL), hint);
    }
  }

  private static final String EVENT_RULE =
      "; an event has the kind Event, or an involvedObject or regarding";
  static final String OBJECT_WITH_OTHER_ITEMS =
      "is neither an event nor a list, because its items are not objects" + EVENT_RULE;
  private static final String SOURCE = "; pipe the events that it was made from";

  private static final List<Format> FORMATS =
      List.of(
          Format.of(
              "[IWEF]\\d{4} \\d\\d:\\d\\d:\\d\\d.*", "looks like the log line of a program (klog)"),
          Format.of(
              "(NAMESPACE +)?LAST SEEN +.*|(\\S+ +)?(\\d+[smhd]\\S*|<unknown>) +(\\(x.*|Normal .*"
                  + "|Warning .*)|No resources found.*",
              "looks like a table from kubectl; print events with -o json or -o yaml"),
          Format.of(
              "\\d{4}-\\d\\d-\\d\\dT\\S+ (stdout|stderr) [FP] .*",
              "looks like a line of a container log (CRI) without an event"),
          Format.of("\\[\\s*\\[.*", "is an array in an array; put its events into one array"),
          Format.of("\\[.*\\]\\s*", "is an array whose elements are not objects"),
          Format.of("PK\\x03\\x04.*", "is a zip file; unpack it"),
          Format.of(
              "(\\w+=(\"[^\"]*\"|\\S+) ){2}.*", "looks like the log line of a program (logfmt)"),
          Format.of("<.*", "looks like HTML or XML; request JSON from the API server"),
          Format.of(
              "(- )?\\w[\\w./-]*:( .*)?",
              "looks like YAML, but not like an event; an event has apiVersion, kind and"
                  + " involvedObject"),
          Format.of("\\{\\{.*|\\{%.*", "looks like a template; render it first"));

  private FormatHints() {}

  /** {@return why a line that is not a JSON object is not read} */
  static BadItemException ofText(InputSlice line) {
    int first = line.bytes()[line.offset()] & 0xFF;
    int second = line.length() > 1 ? line.bytes()[line.offset() + 1] & 0xFF : ' ';
    if (first == 0 || second == 0 || first >= 0xFE) {
      return line.bad("is UTF-16 or binary; write events in UTF-8");
    }
    if (first == 0x28 && second == 0xB5) {
      return line.bad("is compressed with zstd; unpack it, or compress it with gzip");
    }
    String text = LogLinePrefix.beginning(line).strip();
    for (Format format : FORMATS) {
      if (format.line.matcher(text).matches()) {
        return line.bad("must be a JSON object, " + format.hint);
      }
    }
    return line.bad("must be a JSON object, is " + named(first) + "; write events as JSON or YAML");
  }

  /** {@return a byte as a character, or as a number if it is not printable ASCII} */
  static String named(int b) {
    if (b > ' ' && b < 0x7F) {
      return "'" + (char) b + "'";
    }
    return String.format("byte 0x%02X", b) + (b == 0 || b >= 0xF8 ? " (not UTF-8?)" : "");
  }

  /** {@return why an object is not read as an event} */
  static BadItemException ofObject(InputSlice object, ObjectShape shape) {
    boolean ofSinkLog = has(shape.names, "time", "object", "event");
    if (!shape.kind().isEmpty() && !ofSinkLog) {
      return shape.wrongKind(object);
    }
    return object.bad("is not an event" + looks(shape) + EVENT_RULE);
  }

  private static String looks(ObjectShape shape) {
    Set<String> names = shape.names;
    if (names.isEmpty()) {
      return " but an empty object";
    }
    if (has(names, "ecs.version") || has(names, "@timestamp", "message")) {
      return ", looks like a log line in the ECS format (the sink log writes it)" + SOURCE;
    }
    if (has(names, "severity_text", "body") || has(names, "resource", "attributes")) {
      return ", looks like a log record of OpenTelemetry (the sink log writes it)" + SOURCE;
    }
    if (has(names, "time", "object", "event")) {
      return ", looks like a log line of the sink log (profile kubernetes)" + SOURCE;
    }
    if (has(names, "resourceLogs") || has(names, "resourceSpans")) {
      return ", looks like OTLP" + SOURCE;
    }
    if (has(names, "log")) {
      return ", looks like a log line of Docker whose text is not an event";
    }
    if (has(names, "specversion")) {
      return ", looks like a CloudEvent whose data is not an event";
    }
    if (has(names, "level") || has(names, "severity") || has(names, "msg")) {
      return ", looks like the log line of a program (kubernetes-event-exporter mixes them with"
          + " events)";
    }
    if (has(names, "events")) {
      return " but contains events; extract them, for example with jq '.events[]'";
    }
    return "";
  }

  private static boolean has(Set<String> names, String... wanted) {
    return names.containsAll(List.of(wanted));
  }
}
