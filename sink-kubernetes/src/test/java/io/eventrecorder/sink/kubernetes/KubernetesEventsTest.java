package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.testkit.EventArbitraries;
import io.eventrecorder.testkit.ManualClock;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KubernetesEventsTest {
  @Test
  void an_event_becomes_fabric8s_core_event() {
    io.fabric8.kubernetes.api.model.Event made =
        KubernetesEvents.toCore(TestServer.event("web-0.1").count(3).build());

    assertThat(made.getMetadata().getName()).isEqualTo("web-0.1");
    assertThat(made.getInvolvedObject().getUid()).isEqualTo("u-1");
    assertThat(made.getCount()).isEqualTo(3);
    assertThat(made.getLastTimestamp()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(made.getSource().getHost()).isEqualTo("host-1");
    assertThat(made.getReportingComponent()).isEqualTo("shop");
    assertThat(made.getEventTime()).isNull();
  }

  @Test
  void an_event_becomes_fabric8s_events_v1_event() {
    io.fabric8.kubernetes.api.model.events.v1.Event made =
        KubernetesEvents.toEventsV1(TestServer.event("web-0.1").count(3).build());

    assertThat(made.getNote()).isEqualTo("restarting");
    assertThat(made.getRegarding().getName()).isEqualTo("web-0");
    assertThat(made.getEventTime().getTime()).isEqualTo("2026-01-01T00:00:00.000000Z");
    assertThat(made.getSeries().getCount()).isEqualTo(3);
    assertThat(made.getReportingInstance()).isEqualTo("shop-host-1");
    assertThat(made.getDeprecatedCount()).isNull();
  }

  @Test
  void fabric8s_core_event_becomes_an_event() {
    Event made =
        KubernetesEvents.from(
            new EventBuilder()
                .withNewMetadata()
                .withName("web-0.1")
                .withNamespace("default")
                .addToAnnotations("a", "b")
                .endMetadata()
                .withNewInvolvedObject()
                .withKind("Pod")
                .withName("web-0")
                .endInvolvedObject()
                .withReason("BackOff")
                .withMessage("restarting")
                .withType("Warning")
                .withCount(2)
                .withFirstTimestamp("2026-01-01T00:00:00Z")
                .withNewSource("shop", "host-1")
                .build());

    assertThat(made)
        .isEqualTo(
            Event.builder()
                .name("web-0.1")
                .namespace("default")
                .annotations(Map.of("a", "b"))
                .regarding(ObjectReference.of("Pod", "", "web-0"))
                .reason("BackOff")
                .message("restarting")
                .type("Warning")
                .count(2)
                .firstTimestamp(ManualClock.START)
                .source(new EventSource("shop", "host-1"))
                .build());
  }

  @Test
  void unknown_fields_are_kept() {
    String json =
        "{\"kind\":\"Event\",\"apiVersion\":\"events.k8s.io/v1\",\"metadata\":{\"name\":\"e\","
            + "\"generateName\":\"g\"},\"eventTime\":\"2026-01-01T00:00:00.000001Z\",\"series\":"
            + "{\"count\":2,\"lastObservedTime\":\"2026-01-01T00:05:00.000000Z\"},"
            + "\"tomorrow\":[1,{\"a\":null}]}";
    Event read = EventJson.read(json);

    Event back = KubernetesEvents.from(KubernetesEvents.toEventsV1(read));

    assertThat(back.eventTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00.000001Z"));
    assertThat(back.series()).isEqualTo(new EventSeries(2, Instant.parse("2026-01-01T00:05:00Z")));
    assertThat(back.unknownFields())
        .containsEntry("/metadata/generateName", "\"g\"")
        .containsEntry("/tomorrow", "[1,{\"a\":null}]");
  }

  /** The JSON of the API has no keys and no fractions of seconds, so these are lost. */
  @Property(tries = 300)
  void a_round_trip_loses_no_field_of_the_json(@ForAll("recorded") Event event) {
    assertThat(KubernetesEvents.from(KubernetesEvents.toCore(event)))
        .isEqualTo(EventJson.read(EventJson.write(event)));
    assertThat(KubernetesEvents.from(KubernetesEvents.toEventsV1(event)))
        .isEqualTo(EventJson.read(EventJson.write(event, EventApi.EVENTS_V1)));
  }

  @Provide
  Arbitrary<Event> recorded() {
    return EventArbitraries.recorded();
  }
}
