package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventUid;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.eventrecorder.kubernetes.server.LoggedRequest;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the API server stores an event, its uid replaces that of the recorder. */
class RecorderUidTest extends EndToEnd {
  @ParameterizedTest
  @CsvSource({"core,unique", "core,stable", "events,unique", "events,stable"})
  void the_server_gives_the_uid_and_no_request_is_added(String api, String names) {
    List<Event> observed = Collections.synchronizedList(new ArrayList<>());
    EventBroadcaster broadcaster =
        broadcaster(
            "event-uids", "true", "sink.kubernetes.api", api, "sink.kubernetes.event-names", names);
    broadcaster.onRecorded(observed::add);
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    for (int i = 0; i < 3; i++) {
      recorder.warning(POD, "BackOff", "restarting");
      assertThat(broadcaster.flush(LONG)).isTrue();
    }
    close(broadcaster);

    assertThat(observed).extracting(event -> EventUid.parse(event.uid())).doesNotContainNull();
    JsonNode stored = onlyEvent(api.equals("core") ? EventApiVersion.CORE : EventApiVersion.EVENTS);
    String uid = stored.path("metadata").path("uid").asText();
    assertThat(uid).isNotEmpty().isNotIn(observed.stream().map(Event::uid).toList());
    assertThat(EventUid.parse(uid)).isNull();
    assertThat(server.log().all())
        .extracting(LoggedRequest::method)
        .containsOnly("POST", "PATCH")
        .containsOnlyOnce("POST");
    assertThat(server.log().all().get(0).method()).isEqualTo("POST");
  }

  @Test
  void the_next_state_of_a_stored_event_has_the_uid_of_the_server() {
    try (TestServer api = new TestServer()) {
      EventClock clock = EventClock.system();
      EventCorrelator correlator =
          AggregatingCorrelator.create(CorrelatorOptions.clientGo(), clock, EventNames.of(clock));
      EventSink sink = api.sink(options -> {});
      Event occurrence = TestServer.event("web-0.1").count(1).uid(new EventUid(7, 0)).build();
      Correlation created = correlator.correlate(occurrence);
      assertThat(created.event().uid()).isEqualTo(occurrence.uid());
      Event stored = SinkWrites.created(sink, created.event());
      correlator.recorded(created, stored);

      Event next =
          correlator.correlate(occurrence.toBuilder().uid(new EventUid(7, 1)).build()).event();
      assertThat(next.uid()).isEqualTo(stored.uid()).isEqualTo(api.events().get(0).uid());
      assertThat(next.count()).isEqualTo(2);
    }
  }
}
