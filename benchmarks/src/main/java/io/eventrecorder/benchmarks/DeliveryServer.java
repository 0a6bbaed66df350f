package io.eventrecorder.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on loopback. It stores an event under its path at once, and responds later. It can
 * be killed and started again with the same store and port. The store then also has the events of
 * requests without a response.
 */
final class DeliveryServer implements AutoCloseable {
  /** A run of the server, from a start until it is killed. */
  private final class Run {
    private final HttpServer http;
    private boolean killed;

    Run(InetSocketAddress address) throws IOException {
      http = HttpServer.create(address, 0);
      http.setExecutor(threads);
      http.createContext("/", this::handle);
      http.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
      Event event = EventJson.read(exchange.getRequestBody().readAllBytes());
      requests.increment();
      if (latency == null) {
        return; // without a response
      }
      int status = status(exchange, event);
      ScheduledFuture<?> unused =
          timer.schedule(() -> respond(exchange, status), latency.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A killed server stores nothing, even if its threads still run. */
    private synchronized int status(HttpExchange exchange, Event event) {
      if (killed || isRefused.test(event)) {
        return 503;
      }
      String path = exchange.getRequestURI().getPath();
      return exchange.getRequestMethod().equals("POST")
          ? store.create(path, event)
          : store.update(path, event);
    }

    private void respond(HttpExchange exchange, int status) {
      try (exchange) {
        exchange.sendResponseHeaders(status, -1);
      } catch (IOException e) {
        // The client has closed the connection.
      }
    }

    void end() {
      synchronized (this) {
        killed = true;
      }
      http.stop(0);
    }
  }

  private final DeliveryStore store = new DeliveryStore();
  private final LongAdder requests = new LongAdder();
  private final ExecutorService threads = Executors.newFixedThreadPool(2, DeliveryServer::daemon);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DeliveryServer::daemon);
  private final @Nullable Duration latency;
  private final Predicate<Event> isRefused;
  private final InetSocketAddress address;
  private Run run;

  /**
   * Starts a server.
   *
   * @param latency the time until a response; null if the server never responds
   * @param isRefused the events whose response has status 503
   */
  DeliveryServer(@Nullable Duration latency, Predicate<Event> isRefused) throws IOException {
    this.latency = latency;
    this.isRefused = isRefused;
    this.run = new Run(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.address = run.http.getAddress();
  }

  URI uri() {
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }

  DeliveryStore store() {
    return store;
  }

  long requests() {
    return requests.sum();
  }

  /** Closes all connections, without a response to the requests in flight. */
  void kill() {
    run.end();
  }

  void startAgain() throws IOException {
    run = new Run(address);
  }

  @Override
  public void close() {
    run.end();
    timer.shutdownNow();
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "delivery-server");
    thread.setDaemon(true);
    return thread;
  }
}
