package io.eventrecorder.kubernetes.server;

import java.time.Instant;

/**
 * A request that the server has finished.
 *
 * @param method of HTTP
 * @param path decoded
 * @param query encoded, as it was sent; empty for none
 * @param contentType without parameters; empty for none
 * @param namespace in the path; empty for none
 * @param bodyBytes length of the body
 * @param time when the request arrived
 * @param status of the response; {@link #CUT} if the connection was cut
 */
public record LoggedRequest(
    String method,
    String path,
    String query,
    String contentType,
    String namespace,
    int bodyBytes,
    Instant time,
    int status) {
  /** The status of a request that got no response or only half of one. */
  public static final int CUT = -1;
}
