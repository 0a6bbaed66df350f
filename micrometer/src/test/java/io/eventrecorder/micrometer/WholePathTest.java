package io.eventrecorder.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.testkit.FaultyEventSink;
import io.eventrecorder.testkit.InMemoryEventSink;
import io.eventrecorder.testkit.ManualClock;
import io.eventrecorder.testkit.SinkOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way from a recorder through a pipeline to the text that Prometheus reads. */
@Timeout(60)
class WholePathTest {
  private static final ObjectReference POD = ObjectReference.of("Pod", "default", "web-0");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final EventBroadcaster broadcaster =
      EventBroadcaster.builder().sinks().clock(clock).build();
  private final EventRecorder recorder = broadcaster.newRecorder("shop");
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final EventRecorderMetrics metrics = new EventRecorderMetrics(broadcaster);

  @AfterEach
  void close() {
    broadcaster.close(Duration.ZERO);
  }

  private EventPipeline start(String name, EventSink sink) {
    return broadcaster.startRecordingToSink(
        name,
        sink,
        EventCorrelator.none(),
        PipelineOptions.builder().maxInFlight(1).maxTries(1).build());
  }

  private static FaultyEventSink faulty() {
    return new FaultyEventSink(new InMemoryEventSink());
  }

  private Gauge gauge(String name) {
    return registry.get(name).gauge();
  }

  /** Waits until the worker's thread has published a value. */
  private static void await(Gauge gauge, double value) {
    while (gauge.value() != value) {
      Thread.onSpinWait();
    }
  }

  @Test
  void prometheus_reads_the_statistics_of_working_and_failing_pipelines() {
    start("works", new InMemoryEventSink());
    start(
        "rejects",
        faulty()
            .otherwise(
                (n, event) -> SinkOutcome.failed(SinkException.rejected("too large", null))));
    start("fails-once", faulty().next(SinkOutcome.failed(SinkException.retryable("503", null))));
    metrics.bindTo(registry);
    recorder.normal(POD, "Sold", "m");
    recorder.warning(POD, "Declined", "m");
    recorder.warning(POD, "Declined", "m");
    recorder.event(POD, "Error", "Declined", "m");
    assertThat(broadcaster.flush(LONG)).isTrue();
    double unused = gauge("eventrecorder.pipelines").value(); // adds new meters

    Scrape scrape = Scrape.of(registry);
    assertThat(scrape.value("eventrecorder_writes_delivered_total", Map.of("pipeline", "works")))
        .isEqualTo(3);
    assertThat(scrape.value("eventrecorder_writes_rejected_total", Map.of("pipeline", "rejects")))
        .isEqualTo(3);
    assertThat(scrape.value("eventrecorder_writes_failed_total", Map.of("pipeline", "fails-once")))
        .isEqualTo(1);
    assertThat(broadcaster.stats().pipelines()).hasSize(3);
    broadcaster.stats().pipelines().values().forEach(stats -> assertSame(scrape, stats));
    assertThat(
            scrape.value(
                "eventrecorder_recorded_total",
                Map.of("component", "shop", "type", "Warning", "reason", "Declined")))
        .isEqualTo(2);
    assertThat(
            scrape.find("eventrecorder_recorded_total", Map.of()).stream()
                .mapToDouble(Scrape.Sample::value)
                .sum())
        .isEqualTo((double) broadcaster.stats().recorded())
        .isEqualTo(3);
    assertThat(scrape.value("eventrecorder_invalid_total", Map.of("problem", "type"))).isEqualTo(1);
  }

  private static void assertSame(Scrape scrape, PipelineStats stats) {
    PipelineStats.EventLedger events = stats.events();
    PipelineStats.WriteLedger writes = stats.writes();
    Map.ofEntries(
            Map.entry("events_offered_total", events.offered()),
            Map.entry("events_dropped_total", events.dropped()),
            Map.entry("events_queued", events.queued()),
            Map.entry("events_filtered_total", events.filtered()),
            Map.entry("events_correlator_failed_total", events.correlatorFailed()),
            Map.entry("events_suppressed_total", events.suppressed()),
            Map.entry("events_emitted_total", events.emitted()),
            Map.entry("writes_emitted_total", writes.emitted()),
            Map.entry("writes_originated_total", writes.originated()),
            Map.entry("writes_waiting", writes.waiting()),
            Map.entry("writes_in_flight", writes.inFlight()),
            Map.entry("writes_coalesced_total", writes.coalesced()),
            Map.entry("writes_delivered_total", writes.delivered()),
            Map.entry("writes_rejected_total", writes.rejected()),
            Map.entry("writes_failed_total", writes.failed()),
            Map.entry("writes_abandoned_total", writes.abandoned()),
            Map.entry("unwritten", stats.unwritten()),
            Map.entry("bugs_total", stats.bugs()),
            Map.entry("queue_capacity", (long) stats.health().queueCapacity()),
            Map.entry("write_latency_seconds_count", stats.health().latency().count()))
        .forEach(
            (name, value) ->
                assertThat(scrape.value("eventrecorder_" + name, Map.of("pipeline", stats.name())))
                    .as("%s of %s", name, stats)
                    .isEqualTo((double) value));
  }

  @Test
  void a_write_without_an_answer_is_in_flight_and_its_time_is_measured() {
    FaultyEventSink sink = faulty().otherwise((n, event) -> SinkOutcome.stored().held());
    start("slow", sink);
    metrics.bindTo(registry);
    recorder.normal(POD, "First", "m");
    await(gauge("eventrecorder.writes.in.flight"), 1);
    recorder.normal(POD, "Second", "m");
    await(gauge("eventrecorder.writes.waiting"), 1);
    clock.advance(Duration.ofMillis(250));
    sink.otherwise((n, event) -> SinkOutcome.stored()).releaseAll();
    assertThat(broadcaster.flush(LONG)).isTrue();
    var latency = registry.get("eventrecorder.write.latency").functionTimer();
    assertThat(latency.count()).isEqualTo(2);
    assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(250);
    assertThat(
            Scrape.of(registry)
                .value("eventrecorder_write_latency_max_seconds", Map.of("pipeline", "slow")))
        .isEqualTo(0.25);
  }

  @Test
  void a_closed_pipeline_loses_its_meters_and_a_closed_broadcaster_keeps_the_last_values() {
    EventPipeline closes = start("closes", new InMemoryEventSink());
    start("stays", new InMemoryEventSink());
    metrics.bindTo(registry);
    assertThat(Scrape.of(registry).find("eventrecorder_unwritten", Map.of())).hasSize(2);
    recorder.normal(POD, "R", "m");
    assertThat(closes.close(LONG).complete()).isTrue();
    assertThat(gauge("eventrecorder.pipelines").value()).isEqualTo(1);
    assertThat(Scrape.of(registry).samples())
        .noneMatch(sample -> sample.labels().containsValue("closes"));

    broadcaster.close(LONG);
    recorder.normal(POD, "R", "m");
    Scrape last = Scrape.of(registry);
    assertThat(last.value("eventrecorder_writes_delivered_total", Map.of("pipeline", "stays")))
        .isEqualTo(1);
    assertThat(last.value("eventrecorder_after_close_total", Map.of())).isEqualTo(1);
    metrics.close();
    assertThat(Scrape.of(registry).samples()).isEmpty();
  }
}
