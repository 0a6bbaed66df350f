package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.EventArbitraries;
import io.eventrecorder.testkit.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server would refuse is made acceptable, and no more than that. */
class EventSanitizerTest {
  private static final String NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = NAME + "(\\." + NAME + ")*";
  private static final String QUALIFIED =
      "(" + SUBDOMAIN + "/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?";

  private final AtomicInteger adjusted = new AtomicInteger();
  private final ManualClock clock = new ManualClock();
  private final EventSanitizer core = sanitizer(EventApi.CORE_V1, false);
  private final EventSanitizer events = sanitizer(EventApi.EVENTS_V1, false);

  private EventSanitizer sanitizer(EventApi api, boolean owned) {
    return new EventSanitizer(
        api, 2000, owned, clock, EventNames.of(clock), adjusted::incrementAndGet);
  }

  private static Event.Builder event() {
    return Event.builder()
        .namespace("default")
        .name("web-0.1")
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

  @Test
  void an_acceptable_event_is_not_changed() {
    Event event = event().build();
    assertThat(core.forCreate(event)).isEqualTo(event);
    assertThat(events.forCreate(event).message()).isEqualTo("restarting");
    assertThat(adjusted).hasValue(0);
  }

  @Test
  void a_note_is_cut_at_1024_bytes_and_a_core_message_at_the_configured_limit() {
    Event event = event().message("é".repeat(600)).build();
    assertThat(events.forCreate(event).message()).isEqualTo("é".repeat(510) + "…");
    assertThat(events.forCreate(event).message().getBytes(UTF_8)).hasSize(1023);
    assertThat(core.forCreate(event).message()).hasSize(600);
    assertThat(core.forCreate(event().message("x".repeat(2001)).build()).message())
        .isEqualTo("x".repeat(1997) + "…");
    assertThat(adjusted).hasValue(3);
  }

  @Test
  void a_core_event_with_an_event_time_has_the_strict_limits() {
    Event event = event().eventTime(clock.instant()).message("x".repeat(1025)).action("").build();
    assertThat(core.forCreate(event).message()).isEqualTo("x".repeat(1021) + "…");
    assertThat(core.forCreate(event).action()).isEqualTo("BackOff");
    assertThat(core.forCreate(event).count()).isEqualTo(1);
  }

  @Test
  void reason_action_and_instance_are_cut_at_128_bytes() {
    Event long129 =
        event().reason("r".repeat(129)).action("a".repeat(129)).reportingInstance("").build();
    Event fit = events.forCreate(long129);
    assertThat(fit.reason()).isEqualTo("r".repeat(125) + "…");
    assertThat(fit.action()).isEqualTo("a".repeat(125) + "…");
    assertThat(core.forCreate(long129).reason()).hasSize(129);
  }

  @Test
  void shortened_instances_stay_distinct() {
    String host = "h".repeat(200);
    String one =
        events.forCreate(event().reportingInstance(host + "1").build()).reportingInstance();
    String two =
        events.forCreate(event().reportingInstance(host + "2").build()).reportingInstance();
    assertThat(one).hasSize(128).startsWith("hhh").isNotEqualTo(two);
  }

  @Test
  void the_instance_consists_of_controller_and_host() {
    assertThat(events.forCreate(event().build()).reportingInstance()).isEqualTo("shop-host-1");
  }

  @Test
  void every_required_field_of_events_v1_has_a_default() {
    Event bare = Event.builder().regarding(ObjectReference.of("Pod", "default", "web-0")).build();
    Event fit = events.forCreate(bare);
    assertThat(fit.reportingController()).isEqualTo("unknown");
    assertThat(fit.reportingInstance()).isEqualTo("unknown");
    assertThat(fit.reason()).isEqualTo("Unknown");
    assertThat(fit.action()).isEqualTo("Unknown");
    assertThat(fit.type()).isEqualTo("Normal");
    assertThat(fit.eventTime()).isEqualTo(clock.instant());
    assertThat(fit.name()).startsWith("web-0.");
    assertThat(fit.namespace()).isEqualTo("default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "NORMAL", "info", "Info", "Information", "debug", "Trace"})
  void in_events_v1_a_type_without_a_problem_becomes_normal(String type) {
    assertThat(events.forCreate(event().type(type).build()).type()).isEqualTo("Normal");
    assertThat(core.forCreate(event().type(type).build()).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"warning", "WARN", "Error", "critical", "what?"})
  void in_events_v1_all_other_types_become_warning(String type) {
    assertThat(events.forCreate(event().type(type).build()).type()).isEqualTo("Warning");
    assertThat(core.forCreate(event().type(type).build()).type()).isEqualTo(type);
  }

  @Test
  void a_controller_becomes_a_qualified_name() {
    assertThat(controller("example.com/shop")).isEqualTo("example.com/shop");
    assertThat(controller("Shop Controller")).matches("Shop-Controller-[0-9a-f]{16}");
    assertThat(controller("example.com/a/b")).matches("example\\.com/a-b-[0-9a-f]{16}");
    assertThat(controller("c".repeat(64))).hasSize(63);
  }

  private String controller(String name) {
    return events.forCreate(event().reportingController(name).build()).reportingController();
  }

  @Test
  void names_become_subdomains_in_events_v1_and_path_segments_in_core() {
    assertThat(name(events, "Web_0")).matches("web-0-[0-9a-f]{16}");
    assertThat(name(core, "Web_0")).isEqualTo("Web_0");
    assertThat(name(core, "a/b")).matches("a-b-[0-9a-f]{16}");
    assertThat(name(events, "x".repeat(254))).hasSize(253);
    assertThat(name(events, "x".repeat(253))).hasSize(253).endsWith("x");
    assertThat(name(core, "..")).matches("[0-9a-f]{16}");
    assertThat(name(core, "a?b")).as("not safe in a path").matches("a-b-[0-9a-f]{16}");
  }

  private static String name(EventSanitizer sanitizer, String name) {
    return sanitizer.forPatch(event().name(name).build()).name();
  }

  @Test
  void an_event_about_a_cluster_scoped_object_goes_to_default() {
    Event node =
        event().namespace("kube-system").regarding(ObjectReference.of("Node", "", "n")).build();
    assertThat(core.forCreate(node).namespace()).isEqualTo("default");
    assertThat(events.forCreate(node).namespace()).isEqualTo("default");
    assertThat(events.namespace(node)).isEqualTo("default");
  }

  @Test
  void a_core_event_goes_to_the_namespace_of_its_object_and_an_events_v1_event_to_its_own() {
    Event elsewhere = event().namespace("other").build();
    assertThat(core.forCreate(elsewhere).namespace()).isEqualTo("default");
    assertThat(events.forCreate(elsewhere).namespace()).isEqualTo("other");
    assertThat(core.namespace(elsewhere)).isEqualTo("default");
  }

  @Test
  void a_created_event_has_no_fields_of_the_server_and_no_deprecated_fields() {
    Event read =
        event()
            .uid("u")
            .resourceVersion("7")
            .eventTime(clock.instant())
            .count(5)
            .unknownFields(Map.of("/metadata/managedFields", "[]", "/metadata/finalizers", "[]"))
            .build();
    Event fit = events.forCreate(read);
    assertThat(fit.uid() + fit.resourceVersion()).isEmpty();
    assertThat(fit.unknownFields()).containsOnlyKeys("/metadata/finalizers");
    assertThat(fit.source()).isEqualTo(EventSource.empty());
    assertThat(fit.firstTimestamp()).isNull();
    assertThat(fit.count()).isZero();
    assertThat(fit.series()).isEqualTo(new EventSeries(5, ManualClock.START));
  }

  @Test
  void a_series_of_one_is_left_out() {
    Event one = event().series(new EventSeries(1, null)).build();
    assertThat(events.forCreate(one).series()).isNull();
    Event timeless = event().series(new EventSeries(2, null)).build();
    assertThat(events.forCreate(timeless).series())
        .isEqualTo(new EventSeries(2, ManualClock.START));
  }

  @Test
  void the_object_owns_the_event_if_the_option_is_set() {
    EventSanitizer owning = sanitizer(EventApi.CORE_V1, true);
    assertThat(owning.forCreate(event().build()).ownerReferences())
        .containsExactly(new OwnerReference("v1", "Pod", "web-0", "u-1", null, null));
    assertThat(core.forCreate(event().build()).ownerReferences()).isEmpty();
    Event withoutUid = event().regarding(ObjectReference.of("Pod", "default", "web-0")).build();
    assertThat(owning.forCreate(withoutUid).ownerReferences()).isEmpty();
  }

  @Test
  void an_owner_is_not_added_twice_and_not_from_another_namespace() {
    EventSanitizer owning = sanitizer(EventApi.EVENTS_V1, true);
    OwnerReference pod = new OwnerReference("v1", "Pod", "web-0", "u-1", true, true);
    assertThat(owning.forCreate(event().ownerReferences(List.of(pod)).build()).ownerReferences())
        .containsExactly(pod);
    assertThat(owning.forCreate(event().namespace("other").build()).ownerReferences()).isEmpty();
    ObjectReference node = new ObjectReference("v1", "Node", "", "n", "u-2", "", "");
    assertThat(owning.forCreate(event().regarding(node).build()).ownerReferences()).hasSize(1);
  }

  @Test
  void the_year_one_means_that_a_time_is_not_set() {
    Instant zero = Instant.parse("0001-01-01T00:00:00.000000999Z");
    Event elsewhere = event().namespace("other").eventTime(zero).build();
    assertThat(core.forCreate(elsewhere).namespace()).isEqualTo("default");
    assertThat(core.forCreate(elsewhere).eventTime()).isNull();
    Event fit = events.forCreate(event().firstTimestamp(zero).build());
    assertThat(fit.eventTime()).isEqualTo(ManualClock.START);
  }

  @Test
  void invalid_labels_are_left_out_and_counted() {
    Event event = event().labels(Map.of("a b", "x", "app", "shop")).build();
    assertThat(core.forCreate(event).labels()).containsOnlyKeys("app");
    assertThat(adjusted).hasValue(1);
  }

  @Property(tries = 500)
  void every_event_becomes_acceptable(@ForAll("anyEvents") Event event) {
    Event fit = events.forCreate(event);
    assertThat(fit.name()).matches(SUBDOMAIN).hasSizeLessThanOrEqualTo(253);
    assertThat(fit.message().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1024);
    assertThat(fit.reason().getBytes(UTF_8)).hasSizeBetween(1, 128);
    assertThat(fit.action().getBytes(UTF_8)).hasSizeBetween(1, 128);
    assertThat(fit.reportingInstance().getBytes(UTF_8)).hasSizeBetween(1, 128);
    assertThat(fit.reportingController()).matches(QUALIFIED);
    assertThat(fit.type()).isIn("Normal", "Warning");
    assertThat(fit.eventTime()).isNotNull();
    assertThat(fit.series() == null || fit.series().count() >= 2).isTrue();
    assertThat(fit.regarding().namespace().isEmpty() ? "default" : fit.namespace())
        .isEqualTo(fit.namespace());
    assertThat(core.forCreate(event).namespace()).isNotEmpty();
    assertThat(events.forPatch(event.toBuilder().name(fit.name()).build()).name())
        .isEqualTo(fit.name());
  }

  @Provide
  Arbitrary<Event> anyEvents() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(300);
    Arbitrary<String> names =
        Arbitraries.oneOf(text, Arbitraries.strings().withChars("aB0-._/%ä").ofMaxLength(300));
    Arbitrary<Event> loose =
        Combinators.combine(names, names, text, text, text, names, text, text)
            .as(
                (name, controller, reason, action, type, object, instance, message) ->
                    Event.builder()
                        .name(name)
                        .reportingController(controller)
                        .reason(reason)
                        .action(action)
                        .type(type)
                        .regarding(ObjectReference.of("Pod", "", object))
                        .reportingInstance(instance)
                        .message(message.repeat(5))
                        .count(name.length() - 3)
                        .eventTime(name.length() % 2 == 0 ? Instant.EPOCH : null)
                        .build());
    return Arbitraries.oneOf(loose, EventArbitraries.any());
  }
}
