package io.eventrecorder.sink.kubernetes;

import java.util.List;
import java.util.stream.Collectors;

/** The permissions that the sink needs, and the rule to add if they are missing. */
final class RbacRules {
  private RbacRules() {}

  /** {@return the verbs that the sink needs on events} */
  static List<String> verbs(EventNaming naming) {
    return naming == EventNaming.STABLE
        ? List.of("create", "get", "patch")
        : List.of("create", "patch");
  }

  /** {@return what to do: the rule to add, as YAML on one line, and for which user} */
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
