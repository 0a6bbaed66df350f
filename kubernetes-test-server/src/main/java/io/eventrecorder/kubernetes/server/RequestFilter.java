package io.eventrecorder.kubernetes.server;

/**
 * Which requests are meant; empty means any.
 *
 * @param method of HTTP
 * @param namespace that the path names
 * @param pathPart somewhere in the path
 */
public record RequestFilter(String method, String namespace, String pathPart) {
  /** {@return all requests} */
  public static RequestFilter everything() {
    return new RequestFilter("", "", "");
  }

  /** {@return all requests of the namespace} */
  public static RequestFilter namespace(String namespace) {
    return new RequestFilter("", namespace, "");
  }

  /** {@return of these, the requests with that method} */
  public RequestFilter method(String only) {
    return new RequestFilter(only, namespace, pathPart);
  }

  /** {@return of these, the requests whose path contains that} */
  public RequestFilter path(String part) {
    return new RequestFilter(method, namespace, part);
  }

  boolean includes(ApiRequest request) {
    return (method.isEmpty() || method.equals(request.method()))
        && (namespace.isEmpty() || namespace.equals(request.namespace()))
        && request.path().contains(pathPart);
  }
}
