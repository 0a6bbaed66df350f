package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that gives the answers of a test, and keeps the requests. */
final class StubServer implements AutoCloseable {
  /**
   * A request.
   *
   * @param path with its query
   */
  record Request(String method, String path, String contentType, String body) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** An answer; a status of 0 breaks the connection instead. */
  record Answer(int status, String body, Map<String, String> headers) {
    Answer(int status, String body) {
      this(status, body, Map.of());
    }

    /** A failure as priority and fairness sends it, and a server that starts or stops. */
    static Answer text(int status, String body, Map<String, String> headers) {
      Map<String, String> all = new HashMap<>(headers);
      all.put("Content-Type", "text/plain; charset=utf-8");
      return new Answer(status, body, all);
    }

    static Answer ok(String body) {
      return new Answer(200, body);
    }

    /** A failure as the API server sends it. */
    static Answer failure(int code, String reason, String message) {
      return failure(code, reason, message, "{}");
    }

    static Answer failure(int code, String reason, String message, String details) {
      return new Answer(
          code,
          """
          {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
          "message":"%s","reason":"%s","details":%s,"code":%d}"""
              .formatted(message.replace("\"", "\\\""), reason, details, code));
    }

    static Answer brokenConnection() {
      return new Answer(0, "");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Function<Request, Answer> answers;

  StubServer(Function<Request, Answer> answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  List<Request> requests() {
    return requests;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  Config config() {
    return new ConfigBuilder(Config.empty()).withMasterUrl(url()).withNamespace("default").build();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      requests.add(request);
      Answer answer = answers.apply(request);
      if (answer.status() == 0) {
        throw new IOException("broken on purpose");
      }
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
