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
 * An HTTP server on loopback that stores events by their path, at once, and answers later. It can
 * be killed and started again, over the same store and on the same port: what it had stored and not
 * answered is there then.
 */
final class DeliveryServer implements AutoCloseable {
  /** One life of the server. */
  private final class Life {
    private final HttpServer http;
    private boolean over;

    Life(InetSocketAddress address) throws IOException {
      http = HttpServer.create(address, 0);
      http.setExecutor(threads);
      http.createContext("/", this::handle);
      http.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
      Event event = EventJson.read(exchange.getRequestBody().readAllBytes());
      requests.increment();
      if (latency == null) {
        return; // and there will be no answer
      }
      int status = status(exchange, event);
      ScheduledFuture<?> unused =
          timer.schedule(() -> answer(exchange, status), latency.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The dead write nothing, whatever their threads still do. */
    private synchronized int status(HttpExchange exchange, Event event) {
      if (over || isRefused.test(event)) {
        return 503;
      }
      String path = exchange.getRequestURI().getPath();
      return exchange.getRequestMethod().equals("POST")
          ? store.create(path, event)
          : store.update(path, event);
    }

    private void answer(HttpExchange exchange, int status) {
      try (exchange) {
        exchange.sendResponseHeaders(status, -1);
      } catch (IOException e) {
        // nobody listens any more
      }
    }

    void end() {
      synchronized (this) {
        over = true;
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
  private Life life;

  /**
   * A running server.
   *
   * @param latency how long an answer takes; null if there is never one
   * @param isRefused which events are answered with 503
   */
  DeliveryServer(@Nullable Duration latency, Predicate<Event> isRefused) throws IOException {
    this.latency = latency;
    this.isRefused = isRefused;
    this.life = new Life(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.address = life.http.getAddress();
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

  /** Closes all connections, with no answer to what is under way. */
  void kill() {
    life.end();
  }

  void startAgain() throws IOException {
    life = new Life(address);
  }

  @Override
  public void close() {
    life.end();
    timer.shutdownNow();
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "delivery-server");
    thread.setDaemon(true);
    return thread;
  }
}
