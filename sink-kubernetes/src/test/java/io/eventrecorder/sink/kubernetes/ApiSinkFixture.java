package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.sink.kubernetes.StubServer.Answer;
import io.eventrecorder.sink.kubernetes.StubServer.Request;
import io.eventrecorder.spi.EventSink;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** A sink for each API, and a server whose answers the test chooses. */
abstract class ApiSinkFixture {
  volatile Function<Request, Answer> answers =
      request ->
          Answer.ok(request.method().equals("POST") ? request.body() : "{\"kind\":\"Event\"}");
  final StubServer server = new StubServer(request -> answers.apply(request));
  final KubernetesClient client = server.client();
  final EventSink core = sink(KubernetesApi.CORE);
  final EventSink events = sink(KubernetesApi.EVENTS);

  EventSink sink(KubernetesApi api) {
    return KubernetesEventSink.builder(client).api(api).build();
  }

  @AfterEach
  void close() {
    core.close(Duration.ofSeconds(5));
    events.close(Duration.ofSeconds(5));
    client.close();
    server.close();
  }
}
