package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.eventrecorder.kubernetes.server.InjectedFault;
import io.eventrecorder.kubernetes.server.RequestFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Outages of the server, or of one namespace. */
class EndToEndOutageTest extends EndToEnd {
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
            .isLessThan(latency.multipliedBy(4));
      }
    }
    server.faults().clear();
    server.faults().release();
    assertThat(server.events()).hasSizeGreaterThanOrEqualTo(102);
    broadcaster.close(Duration.ofSeconds(5));
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
