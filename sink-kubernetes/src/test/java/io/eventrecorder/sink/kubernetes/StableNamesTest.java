package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.testkit.EventArbitraries;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that are the same in every process. */
class StableNamesTest {
  private static final Event EVENT = TestServer.event("web-0.1").key("").build();

  static Stream<UnaryOperator<Event.Builder>> partsOfTheIdentity() {
    ObjectReference pod = EVENT.regarding();
    return Stream.of(
        event -> event.reportingController("other"),
        event -> event.type("Normal"),
        event -> event.reason("Other"),
        event -> event.action("Other"),
        event -> event.regarding(pod.toBuilder().kind("Other").build()),
        event -> event.regarding(pod.toBuilder().namespace("other").build()),
        event -> event.regarding(pod.toBuilder().name("other").build()),
        event -> event.regarding(pod.toBuilder().uid("other").build()),
        event -> event.regarding(pod.toBuilder().apiVersion("other").build()),
        event -> event.regarding(pod.toBuilder().fieldPath("other").build()),
        event -> event.related(pod),
        event -> event.related(ObjectReference.empty()),
        event -> event.key("other"));
  }

  @ParameterizedTest
  @MethodSource("partsOfTheIdentity")
  void each_part_of_the_identity_changes_the_name(UnaryOperator<Event.Builder> change) {
    Event other = change.apply(EVENT.toBuilder()).build();
    assertThat(StableNames.of(other, EventApi.CORE_V1)).isNotEqualTo(core(EVENT));
    assertThat(StableNames.of(other, EventApi.EVENTS_V1)).isNotEqualTo(events(EVENT));
  }

  static Stream<UnaryOperator<Event.Builder>> differencesBetweenReplicas() {
    ObjectReference pod = EVENT.regarding();
    return Stream.of(
        event -> event.name("web-0.2"),
        event -> event.source(new EventSource("shop", "host-2")),
        event -> event.reportingInstance("host-2"),
        event -> event.count(9).firstTimestamp(null).lastTimestamp(null),
        event -> event.regarding(pod.toBuilder().resourceVersion("9").build()),
        event -> event.reportingController(""));
  }

  @ParameterizedTest
  @MethodSource("differencesBetweenReplicas")
  void another_replica_gives_the_same_name(UnaryOperator<Event.Builder> change) {
    Event other = change.apply(EVENT.toBuilder()).build();
    assertThat(core(other)).isEqualTo(core(EVENT));
    assertThat(events(other)).isEqualTo(events(EVENT));
  }

  @Test
  void the_message_is_part_of_the_identity_in_core_only_and_without_a_key() {
    Event other = EVENT.toBuilder().message("other").build();
    assertThat(core(other)).isNotEqualTo(core(EVENT));
    assertThat(events(other)).isEqualTo(events(EVENT));
    assertThat(core(other.toBuilder().key("k").build()))
        .isEqualTo(core(EVENT.toBuilder().key("k").build()));
  }

  @Test
  void adjacent_fields_are_kept_apart() {
    Event one = EVENT.toBuilder().reason("AB").action("C").build();
    Event two = EVENT.toBuilder().reason("A").action("BC").build();
    assertThat(core(one)).isNotEqualTo(core(two));
  }

  /** Computed by hand: SHA-256 over each field after its length in four bytes. */
  @Test
  void the_name_is_the_same_in_every_version() {
    assertThat(core(EVENT)).isEqualTo("web-0.3c0c3d198899e9e2b73f66025edf1487");
    assertThat(events(EVENT)).isEqualTo("web-0.f72bbee09f54d155c692ed5f762adff5");
  }

  @Test
  void a_stable_name_is_kept() {
    Event named = EVENT.toBuilder().name(core(EVENT)).message("other").build();
    assertThat(core(named)).isEqualTo(core(EVENT));
  }

  @Test
  void an_object_without_a_usable_name_is_an_event() {
    ObjectReference odd = EVENT.regarding().toBuilder().name("../..").build();
    assertThat(core(EVENT.toBuilder().regarding(odd).build())).matches("event\\.[0-9a-f]{32}");
    ObjectReference longest = odd.toBuilder().name("x".repeat(300)).build();
    assertThat(core(EVENT.toBuilder().regarding(longest).build()))
        .hasSize(253)
        .matches("x+\\.[0-9a-f]{32}");
  }

  @Property(tries = 300)
  void a_stable_name_is_a_subdomain(@ForAll("anything") Event event) {
    Event named = event.toBuilder().name("not-yet").build();
    for (EventApi api : EventApi.values()) {
      String name = StableNames.of(named, api);
      assertThat(EventObjectNames.subdomain(name)).isEqualTo(name);
      assertThat(StableNames.of(event.toBuilder().name(name).build(), api)).isEqualTo(name);
    }
  }

  @Provide
  Arbitrary<Event> anything() {
    return EventArbitraries.any();
  }

  private static String core(Event event) {
    return StableNames.of(event, EventApi.CORE_V1);
  }

  private static String events(Event event) {
    return StableNames.of(event, EventApi.EVENTS_V1);
  }
}
