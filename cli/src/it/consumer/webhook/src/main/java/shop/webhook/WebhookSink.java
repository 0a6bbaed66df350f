package shop.webhook;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.SinkException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

final class WebhookSink implements BlockingEventSink {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI url;

  WebhookSink(URI url) {
    this.url = url;
  }

  @Override
  public @Nullable Event create(Event event) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(EventJson.write(event)))
            .build();
    int status = client.send(request, BodyHandlers.discarding()).statusCode();
    if (status == 429 || status >= 500) {
      throw SinkException.retryable("HTTP " + status, null);
    } else if (status >= 400) {
      throw SinkException.rejected("HTTP " + status, null);
    }
    return null; // stored as written
  }

  @Override
  public @Nullable Event update(Event event) throws Exception {
    return create(event);
  }
}
