package io.eventrecorder.cli.input;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names the form that something looks like which is no event, and says what to do. */
final class FormatHints {
  /** A form of text, by how a line of it begins. */
  private record Form(Pattern line, String hint) {
    static Form of(String regex, String hint) {
      return new Form(Pattern.compile(regex, Pattern.DOTALL), hint);
    }
  }

  private static final String SENTENCE =
      "; an event has the kind Event, or an involvedObject or regarding";
  static final String OBJECT_WITH_OTHER_ITEMS =
      "is not an event, nor a list: its items are not objects" + SENTENCE;
  private static final String SOURCE = "; pipe what it was made from";

  private static final List<Form> FORMS =
      List.of(
          Form.of("[IWEF]\\d{4} \\d\\d:\\d\\d:\\d\\d.*", "looks like a program's log line (klog)"),
          Form.of(
              "(NAMESPACE +)?LAST SEEN +.*|(\\S+ +)?(\\d+[smhd]\\S*|<unknown>) +(\\(x.*|Normal .*"
                  + "|Warning .*)|No resources found.*",
              "looks like a table of kubectl; print events with -o json or -o yaml"),
          Form.of(
              "\\d{4}-\\d\\d-\\d\\dT\\S+ (stdout|stderr) [FP] .*",
              "looks like a line of a container's log (CRI) without an event"),
          Form.of("\\[\\s*\\[.*", "is an array in an array; write its events into one array"),
          Form.of("\\[.*\\]\\s*", "is an array whose elements are not objects"),
          Form.of("PK\\x03\\x04.*", "is a zip file; unpack it"),
          Form.of("(\\w+=(\"[^\"]*\"|\\S+) ){2}.*", "looks like a program's log line (logfmt)"),
          Form.of("<.*", "looks like HTML or XML; pipe what the API server answers as JSON"),
          Form.of(
              "(- )?\\w[\\w./-]*:( .*)?",
              "looks like YAML that is not of an event; an event has apiVersion, kind and"
                  + " involvedObject"),
          Form.of("\\{\\{.*|\\{%.*", "looks like a template; fill it in first"));

  private FormatHints() {}

  /** {@return why a line that is no JSON object is not read} */
  static BadItemException ofText(InputSlice line) {
    int first = line.bytes()[line.offset()] & 0xFF;
    int second = line.length() > 1 ? line.bytes()[line.offset() + 1] & 0xFF : ' ';
    if (first == 0 || second == 0 || first >= 0xFE) {
      return line.bad("is UTF-16, or not text at all; write events as UTF-8");
    }
    if (first == 0x28 && second == 0xB5) {
      return line.bad("is compressed (zstd); unpack it, or compress it with gzip");
    }
    String text = LogLinePrefix.beginning(line).strip();
    for (Form form : FORMS) {
      if (form.line.matcher(text).matches()) {
        return line.bad("must be a JSON object, " + form.hint);
      }
    }
    return line.bad("must be a JSON object, is " + named(first) + "; write events as JSON or YAML");
  }

  static String named(int b) {
    if (b > ' ' && b < 0x7F) {
      return "'" + (char) b + "'";
    }
    return String.format("byte 0x%02X", b) + (b == 0 || b >= 0xF8 ? " (not UTF-8?)" : "");
  }

  /** {@return why an object is not read} */
  static BadItemException ofObject(InputSlice object, ObjectShape shape) {
    boolean ofSinkLog = has(shape.names, "time", "object", "event");
    if (!shape.kind().isEmpty() && !ofSinkLog) {
      return shape.wrongKind(object);
    }
    return object.bad("is not an event" + looks(shape) + SENTENCE);
  }

  private static String looks(ObjectShape shape) {
    Set<String> names = shape.names;
    if (names.isEmpty()) {
      return " but an empty object";
    }
    if (has(names, "ecs.version") || has(names, "@timestamp", "message")) {
      return ", looks like a log line in the form of ECS (the sink log writes it)" + SOURCE;
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
      return ", looks like a log line of docker whose text is no event";
    }
    if (has(names, "specversion")) {
      return ", looks like a CloudEvent whose data is no event";
    }
    if (has(names, "level") || has(names, "severity") || has(names, "msg")) {
      return ", looks like a program's log line (kubernetes-event-exporter mixes such with events)";
    }
    if (has(names, "events")) {
      return " but has some inside; take them out, as with jq '.events[]'";
    }
    return "";
  }

  private static boolean has(Set<String> names, String... wanted) {
    return names.containsAll(List.of(wanted));
  }
}
