package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.ManualClock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event that the server would refuse becomes acceptable, and no more is changed. */
class EventSanitizerTest {
  private final AtomicInteger adjusted = new AtomicInteger();
  private final ManualClock clock = new ManualClock();
  private final EventSanitizer core = sanitizer(EventApi.CORE_V1);
  private final EventSanitizer events = sanitizer(EventApi.EVENTS_V1);

  private EventSanitizer sanitizer(EventApi api) {
    return new EventSanitizer(
        api, 2000, false, clock, EventNames.of(clock), adjusted::incrementAndGet);
  }

  @Test
  void an_acceptable_event_is_not_changed() {
    Event event = TestServer.event("web-0.1").build();
    assertThat(core.forCreate(event)).isEqualTo(event);
    assertThat(events.forCreate(event).message()).isEqualTo("restarting");
    assertThat(adjusted).hasValue(0);
  }

  @Test
  void a_note_is_cut_at_1024_bytes_and_a_core_message_at_the_configured_limit() {
    Event event = TestServer.event("web-0.1").message("é".repeat(600)).build();
    assertThat(events.forCreate(event).message()).isEqualTo("é".repeat(510) + "…");
    assertThat(events.forCreate(event).message().getBytes(UTF_8)).hasSize(1023);
    assertThat(core.forCreate(event).message()).hasSize(600);
    assertThat(
            core.forCreate(TestServer.event("web-0.1").message("x".repeat(2001)).build()).message())
        .isEqualTo("x".repeat(1997) + "…");
    assertThat(adjusted).hasValue(3);
  }

  @Test
  void a_core_event_with_an_event_time_has_the_strict_limits() {
    Event event =
        TestServer.event("web-0.1")
            .eventTime(clock.instant())
            .message("x".repeat(1025))
            .action("")
            .build();
    assertThat(core.forCreate(event).message()).isEqualTo("x".repeat(1021) + "…");
    assertThat(core.forCreate(event).action()).isEqualTo("BackOff");
    assertThat(core.forCreate(event).count()).isEqualTo(1);
  }

  @Test
  void reason_action_and_instance_are_cut_at_128_bytes() {
    Event long129 =
        TestServer.event("web-0.1")
            .reason("r".repeat(129))
            .action("a".repeat(129))
            .reportingInstance("")
            .build();
    Event sanitized = events.forCreate(long129);
    assertThat(sanitized.reason()).isEqualTo("r".repeat(125) + "…");
    assertThat(sanitized.action()).isEqualTo("a".repeat(125) + "…");
    assertThat(core.forCreate(long129).reason()).hasSize(129);
  }

  @Test
  void shortened_instances_stay_distinct() {
    String host = "h".repeat(200);
    String one =
        events
            .forCreate(TestServer.event("web-0.1").reportingInstance(host + "1").build())
            .reportingInstance();
    String two =
        events
            .forCreate(TestServer.event("web-0.1").reportingInstance(host + "2").build())
            .reportingInstance();
    assertThat(one).hasSize(128).startsWith("hhh").isNotEqualTo(two);
  }

  @Test
  void the_instance_consists_of_controller_and_host() {
    assertThat(events.forCreate(TestServer.event("web-0.1").build()).reportingInstance())
        .isEqualTo("shop-host-1");
  }

  @Test
  void every_required_field_of_events_v1_has_a_default() {
    Event bare = Event.builder().regarding(ObjectReference.of("Pod", "default", "web-0")).build();
    Event sanitized = events.forCreate(bare);
    assertThat(sanitized.reportingController()).isEqualTo("unknown");
    assertThat(sanitized.reportingInstance()).isEqualTo("unknown");
    assertThat(sanitized.reason()).isEqualTo("Unknown");
    assertThat(sanitized.action()).isEqualTo("Unknown");
    assertThat(sanitized.type()).isEqualTo("Normal");
    assertThat(sanitized.eventTime()).isEqualTo(clock.instant());
    assertThat(sanitized.name()).startsWith("web-0.");
    assertThat(sanitized.namespace()).isEqualTo("default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "NORMAL", "info", "Info", "Information", "debug", "Trace"})
  void in_events_v1_a_type_without_a_problem_becomes_normal(String type) {
    assertThat(events.forCreate(TestServer.event("web-0.1").type(type).build()).type())
        .isEqualTo("Normal");
    assertThat(core.forCreate(TestServer.event("web-0.1").type(type).build()).type())
        .isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"warning", "WARN", "Error", "critical", "what?"})
  void in_events_v1_all_other_types_become_warning(String type) {
    assertThat(events.forCreate(TestServer.event("web-0.1").type(type).build()).type())
        .isEqualTo("Warning");
    assertThat(core.forCreate(TestServer.event("web-0.1").type(type).build()).type())
        .isEqualTo(type);
  }

  @Test
  void a_controller_becomes_a_qualified_name() {
    assertThat(controller("example.com/shop")).isEqualTo("example.com/shop");
    assertThat(controller("Shop Controller")).matches("Shop-Controller-[0-9a-f]{16}");
    assertThat(controller("example.com/a/b")).matches("example\\.com/a-b-[0-9a-f]{16}");
    assertThat(controller("c".repeat(64))).hasSize(63);
  }

  private String controller(String name) {
    return events
        .forCreate(TestServer.event("web-0.1").reportingController(name).build())
        .reportingController();
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
    return sanitizer.forPatch(TestServer.event("web-0.1").name(name).build()).name();
  }

  @Test
  void a_series_of_one_is_left_out() {
    Event one = TestServer.event("web-0.1").series(new EventSeries(1, null)).build();
    assertThat(events.forCreate(one).series()).isNull();
    Event timeless = TestServer.event("web-0.1").series(new EventSeries(2, null)).build();
    assertThat(events.forCreate(timeless).series())
        .isEqualTo(new EventSeries(2, ManualClock.START));
  }

  @Test
  void invalid_labels_are_left_out_and_counted() {
    Event event = TestServer.event("web-0.1").labels(Map.of("a b", "x", "app", "shop")).build();
    assertThat(core.forCreate(event).labels()).containsOnlyKeys("app");
    assertThat(adjusted).hasValue(1);
  }
}
