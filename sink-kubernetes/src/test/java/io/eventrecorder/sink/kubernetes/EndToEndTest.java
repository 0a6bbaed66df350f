package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.eventrecorder.kubernetes.server.LoggedRequest;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events of an application, from its recorder to the API server. */
class EndToEndTest extends EndToEnd {
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
}
