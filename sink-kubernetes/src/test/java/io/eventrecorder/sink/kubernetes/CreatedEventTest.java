package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Namespace, owners, times and fields of the server, in an event that is created. */
class CreatedEventTest {
  private final ManualClock clock = new ManualClock();
  private final EventSanitizer core = sanitizer(EventApi.CORE_V1, false);
  private final EventSanitizer events = sanitizer(EventApi.EVENTS_V1, false);

  private EventSanitizer sanitizer(EventApi api, boolean owned) {
    return new EventSanitizer(api, 2000, owned, clock, EventNames.of(clock), () -> {});
  }

  @Test
  void an_event_about_a_cluster_scoped_object_goes_to_default() {
    Event node =
        TestServer.event("web-0.1")
            .namespace("kube-system")
            .regarding(ObjectReference.of("Node", "", "n"))
            .build();
    assertThat(core.forCreate(node).namespace()).isEqualTo("default");
    assertThat(events.forCreate(node).namespace()).isEqualTo("default");
    assertThat(events.namespace(node)).isEqualTo("default");
  }

  @Test
  void a_core_event_goes_to_the_namespace_of_its_object_and_an_events_v1_event_to_its_own() {
    Event elsewhere = TestServer.event("web-0.1").namespace("other").build();
    assertThat(core.forCreate(elsewhere).namespace()).isEqualTo("default");
    assertThat(events.forCreate(elsewhere).namespace()).isEqualTo("other");
    assertThat(core.namespace(elsewhere)).isEqualTo("default");
  }

  @Test
  void a_created_event_has_no_fields_of_the_server_and_no_deprecated_fields() {
    Event read =
        TestServer.event("web-0.1")
            .uid("u")
            .resourceVersion("7")
            .eventTime(clock.instant())
            .count(5)
            .unknownFields(Map.of("/metadata/managedFields", "[]", "/metadata/finalizers", "[]"))
            .build();
    Event sanitized = events.forCreate(read);
    assertThat(sanitized.uid() + sanitized.resourceVersion()).isEmpty();
    assertThat(sanitized.unknownFields()).containsOnlyKeys("/metadata/finalizers");
    assertThat(sanitized.source()).isEqualTo(EventSource.empty());
    assertThat(sanitized.firstTimestamp()).isNull();
    assertThat(sanitized.count()).isZero();
    assertThat(sanitized.series()).isEqualTo(new EventSeries(5, ManualClock.START));
  }

  @Test
  void the_object_owns_the_event_if_the_option_is_set() {
    EventSanitizer owning = sanitizer(EventApi.CORE_V1, true);
    assertThat(owning.forCreate(TestServer.event("web-0.1").build()).ownerReferences())
        .containsExactly(new OwnerReference("v1", "Pod", "web-0", "u-1", null, null));
    assertThat(core.forCreate(TestServer.event("web-0.1").build()).ownerReferences()).isEmpty();
    Event withoutUid =
        TestServer.event("web-0.1")
            .regarding(ObjectReference.of("Pod", "default", "web-0"))
            .build();
    assertThat(owning.forCreate(withoutUid).ownerReferences()).isEmpty();
  }

  @Test
  void an_owner_is_not_added_twice_and_not_from_another_namespace() {
    EventSanitizer owning = sanitizer(EventApi.EVENTS_V1, true);
    OwnerReference pod = new OwnerReference("v1", "Pod", "web-0", "u-1", true, true);
    assertThat(
            owning
                .forCreate(TestServer.event("web-0.1").ownerReferences(List.of(pod)).build())
                .ownerReferences())
        .containsExactly(pod);
    assertThat(
            owning
                .forCreate(TestServer.event("web-0.1").namespace("other").build())
                .ownerReferences())
        .isEmpty();
    ObjectReference node = new ObjectReference("v1", "Node", "", "n", "u-2", "", "");
    assertThat(
            owning.forCreate(TestServer.event("web-0.1").regarding(node).build()).ownerReferences())
        .hasSize(1);
  }

  @Test
  void the_year_one_means_that_a_time_is_not_set() {
    Instant zero = Instant.parse("0001-01-01T00:00:00.000000999Z");
    Event elsewhere = TestServer.event("web-0.1").namespace("other").eventTime(zero).build();
    assertThat(core.forCreate(elsewhere).namespace()).isEqualTo("default");
    assertThat(core.forCreate(elsewhere).eventTime()).isNull();
    Event sanitized = events.forCreate(TestServer.event("web-0.1").firstTimestamp(zero).build());
    assertThat(sanitized.eventTime()).isEqualTo(ManualClock.START);
  }
}
