package io.eventrecorder.kubernetes.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP server on one port of the loopback interface. Thread-safe. */
final class HttpListener {
  private static final int BACKLOG = 1000;

  private final HttpHandler handler;
  private final @Nullable SSLContext tls;

  @GuardedBy("this")
  private int port;

  @GuardedBy("this")
  private @Nullable HttpServer server;

  @GuardedBy("this")
  private @Nullable ExecutorService threads;

  /**
   * @param tls null for plain HTTP
   * @param port 0 for a free port; a restart uses the same port again
   */
  HttpListener(HttpHandler handler, @Nullable SSLContext tls, int port) {
    this.handler = handler;
    this.tls = tls;
    this.port = port;
    // Headers and body are two packets; with Nagle's algorithm each response would take 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      HttpServer created = create(address);
      ExecutorService pool =
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "test-api-server");
                thread.setDaemon(true);
                return thread;
              });
      created.setExecutor(pool);
      created.createContext("/", handler);
      created.start();
      server = created;
      threads = pool;
      port = created.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  private HttpServer create(InetSocketAddress address) throws IOException {
    if (tls == null) {
      return HttpServer.create(address, BACKLOG);
    }
    HttpsServer https = HttpsServer.create(address, BACKLOG);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    return https;
  }

  /** Closes all connections; requests in progress get no response. */
  synchronized void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
    }
  }

  synchronized int port() {
    return port;
  }
}
