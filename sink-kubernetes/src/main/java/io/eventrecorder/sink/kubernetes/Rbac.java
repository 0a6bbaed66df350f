package io.eventrecorder.sink.kubernetes;

/** What to add where the identity may not write events. */
final class Rbac {
  private Rbac() {}

  /** {@return a rule, as YAML that fits on a line, and for whom} */
  static String remedy(String group, String namespace, String user) {
    String whom = user.isEmpty() ? "the client's identity" : user;
    return "give "
        + whom
        + " a role in namespace "
        + namespace
        + " with the rule {apiGroups: [\""
        + group
        + "\"], resources: [\"events\"], verbs: [\"create\", \"patch\"]}";
  }
}
