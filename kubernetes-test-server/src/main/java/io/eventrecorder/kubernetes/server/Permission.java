package io.eventrecorder.kubernetes.server;

/**
 * One permission, as in a rule of RBAC; {@code *} matches everything.
 *
 * @param verb for example {@code create}
 * @param group of the API; empty for core
 * @param resource for example {@code events}
 * @param namespace the namespace; empty for requests for all namespaces and for resources without
 *     namespace
 */
public record Permission(String verb, String group, String resource, String namespace) {
  /** Allows everything in all namespaces. */
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
