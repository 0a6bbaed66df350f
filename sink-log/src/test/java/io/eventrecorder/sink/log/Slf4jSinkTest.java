package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.MarkerFilter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.sink.log.LogEventSink.Profile;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** Logs with Logback, as an application does. */
class Slf4jSinkTest {
  private static final Event UNWRITABLE =
      Events.backOff().toBuilder().firstTimestamp(Instant.parse("+12000-01-01T00:00:00Z")).build();

  private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final ListAppender<ILoggingEvent> records = new ListAppender<>();

  @BeforeEach
  void listen() {
    logback.reset();
    records.start();
    root().addAppender(records);
  }

  @AfterEach
  void restore() {
    logback.reset();
  }

  @Test
  void the_level_follows_from_the_type() {
    EventSink sink = LogEventSink.slf4j();
    write(sink, Events.backOff());
    write(sink, Events.backOff().toBuilder().type(EventType.NORMAL).build());
    write(sink, Events.backOff().toBuilder().type("warning").build());
    write(sink, Events.backOff().toBuilder().type("Error").build());
    write(sink, Events.backOff().toBuilder().type("CRITICAL").build());
    write(sink, Events.backOff().toBuilder().type("").build());

    assertThat(records.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.INFO, Level.WARN, Level.ERROR, Level.ERROR, Level.INFO);
  }

  @Test
  void the_message_of_the_event_is_not_taken_as_a_format() {
    write(LogEventSink.slf4j(), Events.message("100% of {} in {0} %s \\{}"));

    assertThat(only().getFormattedMessage()).isEqualTo("100% of {} in {0} %s \\{}");
  }

  @Test
  void otel_pairs_are_the_default() {
    write(LogEventSink.slf4j(), Events.backOff());

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("k8s.object.kind", "Pod");
    expected.put("k8s.object.name", "web-0");
    expected.put("k8s.object.uid", "26ad33eb");
    expected.put("k8s.object.fieldpath", "spec.containers{app}");
    expected.put("k8s.object.api_version", "v1");
    expected.put("k8s.namespace.name", "default");
    expected.put("k8s.event.name", "web-0.187a");
    expected.put("k8s.event.namespace", "default");
    expected.put("k8s.event.type", "Warning");
    expected.put("k8s.event.reason", "BackOff");
    expected.put("k8s.event.count", 3);
    expected.put("k8s.event.start_time", "2026-01-01T00:00:00.000000Z");
    expected.put("k8s.event.last_time", "2026-01-01T00:05:00.123456Z");
    expected.put("k8s.event.source.component", "kubelet");
    expected.put("k8s.event.source.host", "node-1");
    expected.put("k8s.event.reporting_controller", "kubelet");
    expected.put("k8s.event.reporting_instance", "node-1");
    assertThat(pairs(only())).containsExactlyEntriesOf(expected);
  }

  @Test
  void ecs_pairs_do_not_repeat_what_the_encoder_writes() {
    write(LogEventSink.builder().profile(Profile.ECS).slf4j(), Events.everything());

    assertThat(pairs(only()))
        .containsEntry("event.action", "Restarting")
        .containsEntry("orchestrator.resource.name", "web-0")
        .containsEntry("kubernetes.event.count", 3)
        .containsEntry("kubernetes.event.metadata.labels", Map.of("app_kubernetes_io/name", "web"))
        .doesNotContainKeys("@timestamp", "log.level", "message", "ecs.version")
        .doesNotContainValue("Back-off restarting failed container app");
  }

  @Test
  void kubernetes_pairs_begin_as_client_go_logs_them() {
    write(LogEventSink.builder().profile(Profile.KUBERNETES).slf4j(), Events.everything());

    Map<String, Object> pairs = pairs(only());
    assertThat(pairs.keySet())
        .startsWith("object", "fieldPath", "kind", "apiVersion", "type", "reason", "action")
        .doesNotContain("time", "level", "message");
    assertThat(pairs)
        .containsEntry("object", "default/web-0")
        .containsEntry("labels", Map.of("app.kubernetes.io/name", "web"));
  }

  @Test
  void every_write_is_a_record_of_the_newest_state() {
    EventSink sink = LogEventSink.slf4j();
    Event newest = Events.backOff().toBuilder().count(4).build();

    assertThat(sink.create(Events.backOff())).isCompletedWithValue(null);
    assertThat(sink.update(newest)).isCompletedWithValue(null);
    assertThat(sink.patch(newest.toBuilder().count(5).build(), EventPatch.ofCount(newest)))
        .isCompletedWithValue(null);

    assertThat(records.list)
        .extracting(logged -> pairs(logged).get("k8s.event.count"))
        .containsExactly(3, 4, 5);
  }

  @Test
  void the_user_chooses_logger_and_marker() {
    write(LogEventSink.slf4j(), Events.backOff());
    write(LogEventSink.builder().logger("audit.k8s").marker("AUDIT").slf4j(), Events.backOff());

    assertThat(records.list)
        .extracting(ILoggingEvent::getLoggerName)
        .containsExactly("io.eventrecorder.events", "audit.k8s");
    assertThat(records.list.get(0).getMarkerList()).isNull();
    assertThat(records.list.get(1).getMarkerList())
        .extracting(Marker::getName)
        .containsExactly("AUDIT");
  }

  @Test
  void nothing_is_built_when_the_level_is_off() {
    root().setLevel(Level.ERROR);

    // This event throws when its time is read.
    assertThat(LogEventSink.slf4j().create(UNWRITABLE)).isCompletedWithValue(null);
    assertThat(LogEventSink.builder().marker("AUDIT").slf4j().create(UNWRITABLE))
        .isCompletedWithValue(null);
    assertThat(records.list).isEmpty();
  }

  @Test
  void a_record_is_logged_if_the_back_end_accepts_its_marker_although_the_level_is_off() {
    root().setLevel(Level.OFF);
    MarkerFilter audit = new MarkerFilter();
    audit.setMarker("AUDIT");
    audit.setOnMatch("ACCEPT");
    audit.start();
    logback.addTurboFilter(audit);

    write(LogEventSink.slf4j(), Events.message("off"));
    write(LogEventSink.builder().marker("AUDIT").slf4j(), Events.message("through"));

    assertThat(only().getFormattedMessage()).isEqualTo("through");
  }

  @Test
  void a_time_that_cannot_be_written_is_rejected() {
    assertThatThrownBy(() -> write(LogEventSink.slf4j(), UNWRITABLE))
        .cause()
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.REJECTED))
        .hasMessageContaining("year 12000 does not fit");
  }

  @Test
  void an_exception_of_the_back_end_fails_the_write_and_is_not_thrown() {
    IllegalStateException bug = new IllegalStateException("broken appender");
    root().addAppender(new Throwing(bug));

    assertThat(LogEventSink.slf4j().create(Events.backOff()))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCause(bug);
  }

  @Test
  void every_event_is_a_line_in_the_order_of_recording_unless_the_user_says_otherwise() {
    assertThat(LogEventSink.slf4j().defaults().correlator()).isEqualTo("none");
    assertThat(LogEventSink.slf4j().defaults().maxInFlight()).isEqualTo(1);
  }

  private static void write(EventSink sink, Event event) {
    sink.create(event).toCompletableFuture().join();
  }

  private Logger root() {
    return logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private ILoggingEvent only() {
    assertThat(records.list).hasSize(1);
    return records.list.get(0);
  }

  private static Map<String, Object> pairs(ILoggingEvent logged) {
    List<KeyValuePair> pairs = logged.getKeyValuePairs();
    Map<String, Object> map = new LinkedHashMap<>();
    pairs.forEach(pair -> map.put(pair.key, pair.value));
    assertThat(map).hasSameSizeAs(pairs);
    return map;
  }

  private static final class Throwing extends AppenderBase<ILoggingEvent> {
    private final RuntimeException failure;

    Throwing(RuntimeException failure) {
      this.failure = failure;
      start();
    }

    @Override
    public synchronized void doAppend(ILoggingEvent logged) {
      throw failure;
    }

    @Override
    protected void append(ILoggingEvent logged) {}
  }
}
