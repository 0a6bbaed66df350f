package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores events over HTTP. A simple sink, like one that a user writes in an hour. */
final class DeliverySink implements BlockingEventSink {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final Runnable stored;
  private final Runnable failed;

  /**
   * Creates a sink.
   *
   * @param server the address of the server
   * @param stored called for each stored write, on a thread of the sink
   * @param failed called for each write that the sink does not know to be stored
   */
  DeliverySink(URI server, Runnable stored, Runnable failed) {
    this.server = server;
    this.stored = stored;
    this.failed = failed;
  }

  @Override
  public @Nullable Event create(Event event) throws IOException, InterruptedException {
    return send("POST", event);
  }

  @Override
  public @Nullable Event update(Event event) throws IOException, InterruptedException {
    return send("PUT", event);
  }

  private @Nullable Event send(String method, Event event)
      throws IOException, InterruptedException {
    boolean successful = false;
    try {
      HttpResponse<Void> response =
          client.send(
              HttpRequest.newBuilder(server.resolve("/" + event.namespace() + "/" + event.name()))
                  .method(method, BodyPublishers.ofString(EventJson.write(event)))
                  .build(),
              BodyHandlers.discarding());
      check(response);
      successful = true;
    } finally {
      if (!successful) {
        failed.run();
      }
    }
    stored.run();
    return null;
  }

  private static void check(HttpResponse<?> response) {
    int status = response.statusCode();
    String message = "HTTP " + status;
    if (status == 404) {
      throw SinkException.notFound(message);
    } else if (status == 409) {
      throw SinkException.alreadyExists(message);
    } else if (status == 429 || status >= 500) {
      Optional<Duration> pause =
          response
              .headers()
              .firstValue("Retry-After")
              .map(Long::parseLong)
              .map(Duration::ofSeconds);
      SinkException failure = SinkException.retryable(message, null);
      throw pause.map(failure::retryAfter).orElse(failure);
    } else if (status >= 400) {
      throw SinkException.rejected(message, null);
    }
  }
}
