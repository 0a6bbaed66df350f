package io.eventrecorder.kubernetes.server;

/**
 * A kind of objects, as paths, permissions and messages name it.
 *
 * @param group empty for core
 * @param plural as in the path
 */
record ApiResource(String group, String plural) {
  static final ApiResource NAMESPACES = new ApiResource("", "namespaces");

  /** {@return {@code events.events.k8s.io}, as messages say it} */
  String qualified() {
    return group.isEmpty() ? plural : plural + '.' + group;
  }

  String quoted(String name) {
    return qualified() + " \"" + name + '"';
  }

  String named(String name) {
    return name.isEmpty() ? qualified() : quoted(name);
  }
}
