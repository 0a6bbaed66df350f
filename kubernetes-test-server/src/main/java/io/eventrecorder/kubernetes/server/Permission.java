package io.eventrecorder.kubernetes.server;

/**
 * What a user may do, as a rule of RBAC says it; {@code *} stands for everything.
 *
 * @param verb such as {@code create}
 * @param group of the API; empty for core
 * @param resource such as {@code events}
 * @param namespace where; empty for requests about all namespaces or none
 */
public record Permission(String verb, String group, String resource, String namespace) {
  /** Everything everywhere. */
  public static final Permission ALL = new Permission("*", "*", "*", "*");

  /** {@return whether this permission covers the one that a request needs} */
  boolean covers(Permission needed) {
    return covers(verb, needed.verb)
        && covers(group, needed.group)
        && covers(resource, needed.resource)
        && covers(namespace, needed.namespace);
  }

  private static boolean covers(String given, String needed) {
    return given.equals("*") || given.equals(needed);
  }
}
