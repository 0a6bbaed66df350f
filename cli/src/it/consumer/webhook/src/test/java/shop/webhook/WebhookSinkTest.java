package shop.webhook;

import com.sun.net.httpserver.HttpServer;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.testkit.EventSinkContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

class WebhookSinkTest extends EventSinkContract {
  private final HttpServer server = start();

  @Override
  protected EventSink createSink() {
    URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/events");
    return EventSink.blocking(new WebhookSink(url), 4);
  }

  @Override
  protected boolean appendOnly() {
    return true;
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static HttpServer start() {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getByName("localhost"), 0);
      HttpServer server = HttpServer.create(any, 0);
      server.createContext(
          "/events",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
