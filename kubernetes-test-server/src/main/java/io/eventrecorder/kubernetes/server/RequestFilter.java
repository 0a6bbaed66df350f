package io.eventrecorder.kubernetes.server;

/**
 * Selects requests. An empty field matches every request.
 *
 * @param method of HTTP
 * @param namespace in the path
 * @param pathPart a text that the path with its query contains
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

  /** {@return this filter, limited to the method} */
  public RequestFilter method(String only) {
    return new RequestFilter(only, namespace, pathPart);
  }

  /** {@return this filter, limited to paths, with their query, that contain the text} */
  public RequestFilter path(String part) {
    return new RequestFilter(method, namespace, part);
  }

  boolean includes(ApiRequest request) {
    return (method.isEmpty() || method.equals(request.method()))
        && (namespace.isEmpty() || namespace.equals(request.namespace()))
        && (request.path() + "?" + request.rawQuery()).contains(pathPart);
  }
}
