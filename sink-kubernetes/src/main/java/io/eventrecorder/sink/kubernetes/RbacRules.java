package io.eventrecorder.sink.kubernetes;

import java.util.List;
import java.util.stream.Collectors;

/** What the identity needs, and what to add where it may not write events. */
final class RbacRules {
  private RbacRules() {}

  /** {@return the verbs that are needed on events} */
  static List<String> verbs(EventNaming naming) {
    return naming == EventNaming.STABLE
        ? List.of("create", "get", "patch")
        : List.of("create", "patch");
  }

  /** {@return a rule, as YAML that fits on a line, and for whom} */
  static String remedy(String group, String namespace, String user, EventNaming naming) {
    String whom = user.isEmpty() ? "the client's identity" : user;
    return "give "
        + whom
        + " a role in namespace "
        + namespace
        + " with the rule {apiGroups: [\""
        + group
        + "\"], resources: [\"events\"], verbs: "
        + verbs(naming).stream().collect(Collectors.joining("\", \"", "[\"", "\"]"))
        + "}";
  }
}
