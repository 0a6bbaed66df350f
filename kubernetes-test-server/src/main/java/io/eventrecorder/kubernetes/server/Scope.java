package io.eventrecorder.kubernetes.server;

/**
 * Which requests are meant; empty means any.
 *
 * @param method of HTTP
 * @param namespace that the path names
 * @param pathPart somewhere in the path
 */
public record Scope(String method, String namespace, String pathPart) {
  /** {@return all requests} */
  public static Scope everything() {
    return new Scope("", "", "");
  }

  /** {@return all requests of the namespace} */
  public static Scope namespace(String namespace) {
    return new Scope("", namespace, "");
  }

  /** {@return of these, the requests with that method} */
  public Scope method(String only) {
    return new Scope(only, namespace, pathPart);
  }

  /** {@return of these, the requests whose path contains that} */
  public Scope path(String part) {
    return new Scope(method, namespace, part);
  }

  boolean includes(Request request) {
    return (method.isEmpty() || method.equals(request.method()))
        && (namespace.isEmpty() || namespace.equals(request.namespace()))
        && request.path().contains(pathPart);
  }
}
