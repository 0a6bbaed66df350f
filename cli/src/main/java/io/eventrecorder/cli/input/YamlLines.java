package io.eventrecorder.cli.input;

import java.util.regex.Pattern;

/** Recognises the first line of YAML. */
final class YamlLines {
  private static final String MEMBER =
      "(?:apiVersion|kind|items|metadata|object|involvedObject|regarding|related|action|reason"
          + "|message|note|type|count|source|series|eventTime|firstTimestamp|lastTimestamp"
          + "|reportingComponent|reportingController|reportingInstance"
          + "|deprecated(?:Count|Source|FirstTimestamp|LastTimestamp))";
  private static final Pattern BEGINNING =
      Pattern.compile("(?:---|\\.\\.\\.)(?:\\s.*)?|%YAML .*|(?:- )?" + MEMBER + ":(?:\\s.*)?");

  private YamlLines() {}

  /** {@return whether YAML with events can begin with this line} */
  static boolean begins(InputSlice line) {
    return BEGINNING.matcher(LogLinePrefix.beginning(line).stripTrailing()).matches();
  }
}
