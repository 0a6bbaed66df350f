package io.eventrecorder.kubernetes.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param path decoded
 * @param segments of the path, each decoded
 * @param rawQuery empty if there is none
 * @param contentType without parameters; empty if there is none
 * @param authorization of the header; null if there is none
 * @param impersonated the user whom the caller impersonates; null for none
 * @param accept of the header; empty if there is none
 */
record ApiRequest(
    String method,
    String path,
    List<String> segments,
    String rawQuery,
    String contentType,
    @Nullable String authorization,
    @Nullable String impersonated,
    String accept,
    RequestBody body) {

  static ApiRequest read(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    String query = exchange.getRequestURI().getRawQuery();
    return new ApiRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        segments(exchange.getRequestURI().getRawPath()),
        query == null ? "" : query,
        type == null ? "" : type.replaceFirst(";.*", "").trim(),
        exchange.getRequestHeaders().getFirst("Authorization"),
        exchange.getRequestHeaders().getFirst("Impersonate-User"),
        accept == null ? "" : accept,
        RequestBody.read(exchange.getRequestBody()));
  }

  private static List<String> segments(String rawPath) {
    return Arrays.stream(rawPath.split("/", -1))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  /** {@return the first value of each parameter} */
  Map<String, String> query() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : rawQuery.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      parameters.putIfAbsent(decode(name), decode(value));
    }
    return parameters;
  }

  /** {@return the namespace in the path; empty if there is none} */
  String namespace() {
    List<String> rest = new ArrayList<>(segments);
    int at = rest.indexOf("namespaces");
    return at < 0 || at + 1 >= rest.size() ? "" : rest.get(at + 1);
  }

  /** {@return whether the client asks for the table that {@code kubectl get} prints} */
  boolean wantsTable() {
    return accept.contains("as=Table");
  }

  /** Throws 415 if the content type is not JSON. */
  void requireJson() {
    if (!contentType.isEmpty() && !contentType.equals("application/json")) {
      throw StatusException.unsupportedMediaType(List.of("application/json"));
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
