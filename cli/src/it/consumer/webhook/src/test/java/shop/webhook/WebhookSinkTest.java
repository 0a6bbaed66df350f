package shop.webhook;

import com.sun.net.httpserver.HttpServer;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.testkit.EventSinkContract;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

class WebhookSinkTest extends EventSinkContract {
  private final HttpServer server = EventsServer.start();

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
}
