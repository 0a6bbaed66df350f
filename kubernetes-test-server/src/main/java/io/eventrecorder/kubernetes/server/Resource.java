package io.eventrecorder.kubernetes.server;

/**
 * A kind of objects, as paths, permissions and messages name it.
 *
 * @param group empty for core
 * @param plural as in the path
 */
record Resource(String group, String plural) {
  static final Resource NAMESPACES = new Resource("", "namespaces");

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
