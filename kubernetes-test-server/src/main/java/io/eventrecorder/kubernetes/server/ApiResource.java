package io.eventrecorder.kubernetes.server;

/**
 * A resource of the API, as paths, permissions and messages name it.
 *
 * @param group empty for core
 * @param plural as in the path
 */
record ApiResource(String group, String plural) {
  static final ApiResource NAMESPACES = new ApiResource("", "namespaces");

  /** {@return the name in messages, for example {@code events.events.k8s.io}} */
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
