package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.kubernetes.server.AccessControl;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.testkit.ManualClock;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The API server of the tests, with clients and sinks that are closed with it. */
final class TestServer implements AutoCloseable {
  final ApiServer api = ApiServer.http();
  private final Deque<Runnable> open = new ArrayDeque<>();

  KubernetesClient client() {
    return client(AccessControl.ADMIN_TOKEN);
  }

  KubernetesClient client(String token) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(api.uri() + "/")
            .withNamespace("default")
            .withOauthToken(token)
            .build();
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    open.push(client::close);
    return client;
  }

  /** {@return a sink with its own client} */
  EventSink sink(Consumer<KubernetesEventSink.Builder> options) {
    KubernetesEventSink.Builder builder = KubernetesEventSink.builder(client());
    options.accept(builder);
    EventSink sink = builder.build();
    open.push(() -> sink.close(Duration.ofSeconds(5)));
    return sink;
  }

  /** {@return all events, as core/v1 shows them} */
  List<Event> events() {
    return events(EventApiVersion.CORE);
  }

  /** {@return all events, as one of the APIs shows them} */
  List<Event> events(EventApiVersion version) {
    return api.events(version).stream().map(json -> EventJson.read(json.toString())).toList();
  }

  /** {@return the requests since the last time, as {@code METHOD path status}} */
  List<String> requests() {
    List<String> requests =
        api.log().all().stream()
            .map(request -> request.method() + " " + request.path() + " " + request.status())
            .toList();
    api.log().clear();
    return requests;
  }

  /** {@return an event as a recorder makes it} */
  static Event.Builder event(String name) {
    return Event.builder()
        .namespace("default")
        .name(name)
        .regarding(
            ObjectReference.builder()
                .apiVersion("v1")
                .kind("Pod")
                .namespace("default")
                .name("web-0")
                .uid("u-1")
                .build())
        .type("Warning")
        .reason("BackOff")
        .message("restarting")
        .source(new EventSource("shop", "host-1"))
        .reportingController("shop")
        .reportingInstance("host-1")
        .firstTimestamp(ManualClock.START)
        .lastTimestamp(ManualClock.START)
        .count(1);
  }

  @Override
  public void close() {
    api.faults().clear();
    api.faults().release();
    while (!open.isEmpty()) {
      open.pop().run();
    }
    api.close();
  }
}
