package io.eventrecorder.kubernetes.server;

import java.time.Instant;

/**
 * A request that has been dealt with.
 *
 * @param method of HTTP
 * @param path decoded
 * @param query as it came; empty for none
 * @param contentType without parameters; empty for none
 * @param namespace that the path names; empty for none
 * @param bodyBytes length of the body
 * @param time when it came
 * @param status what was answered; {@link #CUT} if the connection was cut instead
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
  /** The status of a request that got no answer, or half of one. */
  public static final int CUT = -1;
}
