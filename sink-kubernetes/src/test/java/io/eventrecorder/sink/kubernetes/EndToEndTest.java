package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.eventrecorder.kubernetes.server.InjectedFault;
import io.eventrecorder.kubernetes.server.LoggedRequest;
import io.eventrecorder.kubernetes.server.RequestFilter;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application sees that records events about its objects, from recorder to API server. */
class EndToEndTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Pod POD =
      new PodBuilder()
          .withNewMetadata()
          .withNamespace("default")
          .withName("web-0")
          .withUid("u-web-0")
          .endMetadata()
          .build();

  private final ApiServer server = ApiServer.https();
  private final KubernetesClient client = TestClient.admin(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private EventBroadcaster broadcaster(String... options) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      properties.put("eventrecorder." + options[i], options[i + 1]);
    }
    return EventBroadcaster.builder()
        .sinks("kubernetes")
        .properties(properties)
        .provide(KubernetesClient.class, client)
        .build();
  }

  private static PipelineStats close(EventBroadcaster broadcaster) {
    CloseReport report = broadcaster.close(LONG);
    return report.pipelines().get(0);
  }

  private void recordThousandTimes(String... options) {
    EventBroadcaster broadcaster = broadcaster(options);
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    for (int i = 0; i < 1000; i++) {
      recorder.warning(POD, "BackOff", "restarting failed container");
    }
    PipelineStats stats = close(broadcaster);
    assertThat(stats.unwritten()).isZero();
    assertThat(stats.writes().balances()).isTrue();
  }

  private JsonNode onlyEvent(EventApiVersion api) {
    List<JsonNode> events = server.events(api);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private long writes() {
    return server.log().count(request -> !request.method().equals("GET"));
  }

  @Test
  void a_thousand_repeats_are_one_event_with_count_1000_and_few_requests() {
    recordThousandTimes();
    assertThat(onlyEvent(EventApiVersion.CORE).path("count").asInt()).isEqualTo(1000);
    assertThat(server.log().all()).hasSizeLessThan(100);
  }

  @Test
  void in_events_v1_a_thousand_repeats_are_one_series_of_1000() {
    recordThousandTimes("sink.kubernetes.api", "events");
    JsonNode event = onlyEvent(EventApiVersion.EVENTS);
    assertThat(event.path("series").path("count").asInt()).isEqualTo(1000);
    assertThat(event.path("reportingInstance").asText()).isEqualTo("kubelet-node-1");
    assertThat(server.log().all()).hasSizeLessThan(100);
  }

  @Test
  void in_events_v1_the_first_message_stays_even_if_its_write_waits() {
    EventBroadcaster broadcaster = broadcaster("sink.kubernetes.api", "events");
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    server.stop();
    recorder.warning(POD, "BackOff", "the first message");
    recorder.warning(POD, "BackOff", "the second message");
    await().until(() -> broadcaster.stats().pipeline("kubernetes").writes().coalesced() == 1);
    server.start();
    assertThat(close(broadcaster).writes().delivered()).isEqualTo(1);
    JsonNode event = onlyEvent(EventApiVersion.EVENTS);
    assertThat(event.path("note").asText()).isEqualTo("the first message");
    assertThat(event.path("series").path("count").asInt()).isEqualTo(2);
  }

  @Test
  void auto_discovers_the_api_with_one_request() {
    recordThousandTimes("sink.kubernetes.api", "auto");
    assertThat(onlyEvent(EventApiVersion.EVENTS).path("series").path("count").asInt())
        .isEqualTo(1000);
    assertThat(server.log().count(request -> request.method().equals("GET"))).isEqualTo(1);
    server.expireAll();
    server.serveEventsApi(false);
    recordThousandTimes("sink.kubernetes.api", "auto");
    assertThat(onlyEvent(EventApiVersion.CORE).path("count").asInt()).isEqualTo(1000);
  }

  @Test
  void with_stable_names_two_runs_are_one_event_with_count_2000() {
    recordThousandTimes("sink.kubernetes.event-names", "stable");
    recordThousandTimes("sink.kubernetes.event-names", "stable");
    assertThat(onlyEvent(EventApiVersion.CORE).path("count").asInt()).isEqualTo(2000);
    assertThat(server.log().count(request -> request.method().equals("GET"))).isEqualTo(1);
  }

  @Test
  void with_stable_names_a_series_continues() {
    for (int run = 0; run < 2; run++) {
      recordThousandTimes("sink.kubernetes.event-names", "stable", "sink.kubernetes.api", "events");
    }
    assertThat(onlyEvent(EventApiVersion.EVENTS).path("series").path("count").asInt())
        .isEqualTo(2000);
  }

  @Test
  void each_write_is_one_request() {
    recordThousandTimes();
    assertThat(server.log().all())
        .allSatisfy(
            request -> {
              assertThat(request.status()).isIn(200, 201);
              assertThat(request.method()).isIn("POST", "PATCH");
            })
        .filteredOn(request -> request.method().equals("PATCH"))
        .extracting(LoggedRequest::contentType)
        .containsOnly("application/merge-patch+json");
  }

  @Test
  void an_outage_of_30_seconds_loses_no_event() throws Exception {
    EventBroadcaster broadcaster = broadcaster("pipeline.kubernetes.correlator.burst", "100000");
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    Map<String, Integer> expected = new TreeMap<>();
    record(recorder, 0, expected);
    await().until(() -> writes() > 5);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      server.stop();
      ScheduledFuture<?> back = timer.schedule(server::start, 30, TimeUnit.SECONDS);
      record(recorder, 1, expected);
      await()
          .until(
              () ->
                  broadcaster
                      .stats()
                      .pipeline("kubernetes")
                      .health()
                      .state()
                      .name()
                      .equals("DOWN"));
      record(recorder, 2, expected);
      back.get();
    } finally {
      timer.shutdownNow();
    }
    record(recorder, 3, expected);
    assertThat(broadcaster.flush(LONG)).isTrue();
    PipelineStats stats = close(broadcaster);
    assertThat(stats.events().dropped()).isZero();
    assertThat(stats.writes().failed() + stats.writes().rejected() + stats.writes().abandoned())
        .isZero();
    assertThat(counts()).isEqualTo(expected);
  }

  private static void record(EventRecorder recorder, int round, Map<String, Integer> expected) {
    IntStream.range(0, 200)
        .forEach(
            i -> {
              String name = "web-" + i % (10 + round);
              recorder.normal(
                  ObjectReference.of("Pod", "default", name), "Pulled", "image is there");
              expected.merge(name, 1, Integer::sum);
            });
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode event : server.events()) {
      String name = event.path("involvedObject").path("name").asText();
      counts.merge(name, event.path("count").asInt(), Integer::sum);
    }
    return counts;
  }

  @Test
  void a_failing_namespace_does_not_delay_another_one() {
    Duration latency = Duration.ofMillis(250);
    server.createNamespace("a");
    server.createNamespace("b");
    server.faults().add(RequestFilter.namespace("b"), InjectedFault.delay(latency));
    EventBroadcaster broadcaster = broadcaster();
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    List<InjectedFault> troubles =
        List.of(
            InjectedFault.status(
                403,
                "Forbidden",
                "User \"u\" cannot create resource \"events\" in the namespace \"a\""),
            InjectedFault.tooManyRequests(2),
            InjectedFault.hang());
    int stored = 0;
    for (InjectedFault trouble : troubles) {
      server.faults().clear(RequestFilter.namespace("a"));
      server.faults().add(RequestFilter.namespace("a"), trouble);
      IntStream.range(0, 20)
          .forEach(
              i ->
                  recorder.normal(
                      ObjectReference.of("Pod", "a", "web-" + i), "Pulled", "image is there"));
      for (int i = 0; i < 34; i++) {
        Instant start = Instant.now();
        String name = "api-" + stored++;
        recorder.normal(ObjectReference.of("Pod", "b", name), "Pulled", "image is there");
        await()
            .pollInterval(Duration.ofMillis(5))
            .atMost(Duration.ofSeconds(10))
            .until(() -> isStored("b", name));
        assertThat(Duration.between(start, Instant.now()))
            .as("%s while a gets %s", name, trouble)
            .isLessThan(latency.multipliedBy(2));
      }
    }
    server.faults().clear();
    server.faults().release();
    assertThat(server.events()).hasSizeGreaterThanOrEqualTo(102);
    broadcaster.close(Duration.ofSeconds(5));
  }

  /** Priority and fairness: at most one request for each pause that the server asked for. */
  @Test
  void a_busy_server_gets_no_request_during_the_pause_that_it_asks_for() {
    // Not 1 s, which is the pause after a 429 that asks for none.
    server.faults().add(RequestFilter.everything(), InjectedFault.tooManyRequests(2), 8);
    Queue<String> log = new ConcurrentLinkedQueue<>();
    Logger logger = Logger.getLogger("io.eventrecorder");
    Handler handler = collecting(log);
    logger.addHandler(handler);
    try {
      overloadedFor(Duration.ofSeconds(2));
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(log).noneMatch(line -> line.contains("outages began"));
  }

  private static Handler collecting(Queue<String> log) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        log.add(new SimpleFormatter().formatMessage(line));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private void overloadedFor(Duration pause) {
    EventBroadcaster broadcaster = broadcaster();
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    for (int i = 0; i < 200; i++) {
      recorder.normal(ObjectReference.of("Pod", "default", "web-" + i), "Pulled", "image is there");
    }
    await().until(() -> health(broadcaster).lastError().contains("HTTP 429"));
    assertThat(health(broadcaster).state()).isEqualTo(PipelineStats.State.UP);
    PipelineStats busy = flushed(broadcaster);
    assertThat(busy.writes().delivered()).isEqualTo(200);
    assertThat(busy.health().lastError()).contains("HTTP 429: Too many requests");
    List<Instant> tries = server.log().all().stream().map(LoggedRequest::time).sorted().toList();
    Duration firstPause =
        IntStream.range(1, tries.size())
            .mapToObj(i -> Duration.between(tries.get(i - 1), tries.get(i)))
            .filter(gap -> gap.toMillis() > 500) // behind what was under way at the first answer
            .findFirst()
            .orElse(Duration.ZERO);
    assertThat(firstPause).isGreaterThan(pause.minusMillis(50));
    assertThat(server.log().count(request -> request.status() == 429)).isEqualTo(8);
    assertThat(close(broadcaster).writes().failed()).isZero();
  }

  private static PipelineStats.Health health(EventBroadcaster broadcaster) {
    return broadcaster.stats().pipeline("kubernetes").health();
  }

  private static PipelineStats flushed(EventBroadcaster broadcaster) {
    assertThat(broadcaster.flush(LONG)).isTrue();
    return broadcaster.stats().pipeline("kubernetes");
  }

  private boolean isStored(String namespace, String object) {
    return server.events().stream()
        .anyMatch(
            event ->
                event.path("metadata").path("namespace").asText().equals(namespace)
                    && event.path("involvedObject").path("name").asText().equals(object));
  }

  @Test
  void a_namespace_that_hangs_from_the_start_leaves_permits_for_another_one() {
    server.createNamespace("a");
    server.faults().add(RequestFilter.namespace("a"), InjectedFault.hang());
    EventBroadcaster broadcaster = broadcaster();
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    for (int i = 0; i < 20; i++) {
      recorder.normal(ObjectReference.of("Pod", "a", "web-" + i), "Pulled", "image is there");
    }
    await().until(() -> server.log().inFlight() == 6);
    recorder.normal(POD, "Pulled", "image is there");
    await().until(() -> isStored("default", "web-0"));
    server.faults().clear();
    server.faults().release();
    assertThat(close(broadcaster).writes().delivered()).isEqualTo(21);
  }

  @Test
  void the_selector_of_kubectl_describe_finds_the_events() {
    EventBroadcaster broadcaster = broadcaster();
    broadcaster.newRecorder("kubelet", "node-1").warning(POD, "BackOff", "restarting");
    close(broadcaster);
    List<Event> found =
        client
            .v1()
            .events()
            .inNamespace("default")
            .withField("involvedObject.name", "web-0")
            .withField("involvedObject.namespace", "default")
            .withField("involvedObject.kind", "Pod")
            .withField("involvedObject.uid", "u-web-0")
            .list()
            .getItems();
    assertThat(found).singleElement().extracting(Event::getReason).isEqualTo("BackOff");
    assertThat(found.get(0).getInvolvedObject().getApiVersion()).isEqualTo("v1");
  }

  @Test
  void messages_arrive_unchanged_or_cut_at_their_limit() {
    String controls = "tab\t newline\n nul\u0000 escape\u001b quote\" backslash\\ half\ud83d";
    String long16k = "é".repeat(8 * 1024);
    assertThat(message(controls, "core")).isEqualTo(controls.replace('\ud83d', '\ufffd'));
    assertThat(message(controls, "events")).isEqualTo(controls.replace('\ud83d', '\ufffd'));
    assertThat(message("日本語 🎉 ß", "events")).isEqualTo("日本語 🎉 ß");
    assertThat(message(long16k, "core")).isEqualTo(long16k);
    assertThat(message(long16k, "events")).isEqualTo("é".repeat(510) + "…");
    assertThat(message("x".repeat(100_000), "core").getBytes(UTF_8)).hasSize(32 * 1024);
  }

  private String message(String text, String api) {
    server.expireAll();
    EventBroadcaster broadcaster = broadcaster("sink.kubernetes.api", api);
    broadcaster.newRecorder("kubelet", "node-1").normal(POD, "Pulled", text);
    assertThat(close(broadcaster).writes().delivered()).isEqualTo(1);
    return server.events().get(0).path("message").asText();
  }

  @Test
  void events_of_a_terminating_namespace_are_counted_as_rejected() {
    server.createNamespace("gone");
    server.terminateNamespace("gone");
    EventBroadcaster broadcaster = broadcaster();
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    recorder.normal(ObjectReference.of("Pod", "gone", "web-0"), "Killing", "stopping");
    recorder.normal(ObjectReference.of("Pod", "never", "web-0"), "Killing", "stopping");
    PipelineStats stats = close(broadcaster);
    assertThat(stats.writes().rejected()).isEqualTo(2);
  }

  @Test
  void an_expired_event_is_created_again_with_its_whole_count() {
    EventBroadcaster broadcaster = broadcaster();
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    recorder.normal(POD, "Pulled", "image is there");
    assertThat(broadcaster.flush(LONG)).isTrue();
    server.expireAll();
    recorder.normal(POD, "Pulled", "image is there");
    close(broadcaster);
    assertThat(onlyEvent(EventApiVersion.CORE).path("count").asInt()).isEqualTo(2);
  }

  @Test
  void a_lost_response_makes_no_second_event() {
    server
        .faults()
        .add(RequestFilter.everything().method("POST"), InjectedFault.resetAfterApplying(), 1);
    EventBroadcaster broadcaster = broadcaster();
    broadcaster.newRecorder("kubelet", "node-1").normal(POD, "Pulled", "image is there");
    assertThat(broadcaster.flush(LONG)).isTrue();
    PipelineStats stats = close(broadcaster);
    assertThat(stats.writes().delivered()).isEqualTo(1);
    assertThat(onlyEvent(EventApiVersion.CORE).path("count").asInt()).isEqualTo(1);
  }
}
